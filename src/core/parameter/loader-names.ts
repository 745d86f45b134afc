/** Names with one thing in common, and what they do; `except` begins harmless ones that a prefix would catch. */
interface NameGroup {
  readonly does: string;
  readonly names?: readonly string[];
  readonly prefixes?: readonly string[];
  readonly except?: readonly string[];
}

// Not here although glibc distrusts them: TMPDIR and TZDIR only say where files are, and the proxy and
// certificate variables steer traffic, not programs; applications are configured by all of these.
// Nor ENV: only interactive POSIX shells read it, and `ENV=prod` is about the commonest setting there is.
const groups: readonly NameGroup[] = [
  {
    does: 'says where programs are looked up',
    names: [
      'PATH',
      'CDPATH',
      'HOME',
      'SHELL',
      'EXECIGNORE',
      'path',
      'cdpath',
      'fpath',
      'module_path',
      'FPATH',
    ],
  },
  {
    does: 'steers the dynamic loader or the C library',
    names: [
      'GCONV_PATH',
      'LOCPATH',
      'NLSPATH',
      'GETCONF_DIR',
      'GLIBC_TUNABLES',
      'HOSTALIASES',
      'LOCALDOMAIN',
    ],
    prefixes: ['LD_', 'DYLD_', 'MALLOC_TRACE', 'RES_OPTIONS', 'RESOLV_', 'NIS_PATH', 'LIBPATH', 'SHLIB_PATH'],
  },
  {
    does: 'is run or expanded by a shell',
    names: ['IFS', 'PS0', 'PS1', 'PS2', 'PS3', 'PS4', 'PROMPT_COMMAND', 'ZDOTDIR', 'INPUTRC', 'FCEDIT'],
    prefixes: ['BASH', 'SHELLOPTS', 'POSIXLY_CORRECT', 'GLOBIGNORE', 'FUNCNEST', 'TMOUT', 'ZSH'],
  },
  {
    does: 'names a program that others start',
    names: ['EDITOR', 'VISUAL', 'PAGER', 'MANPAGER', 'BROWSER', 'LESSOPEN', 'LESSCLOSE', 'SSH_ASKPASS'],
    prefixes: ['SUDO_ASKPASS', 'SUDO_EDITOR', 'SYSTEMD_EDITOR', 'SYSTEMD_PAGER'],
  },
  {
    does: 'is overwritten or refused by a shell that sources it',
    names: [
      ...['_', 'UID', 'EUID', 'PPID', 'GROUPS', 'RANDOM', 'SRANDOM', 'SECONDS', 'LINENO', 'OPTIND', 'OPTARG'],
      ...[
        'OPTERR',
        'PWD',
        'OLDPWD',
        'SHLVL',
        'DIRSTACK',
        'FUNCNAME',
        'PIPESTATUS',
        'HISTCMD',
        'EPOCHSECONDS',
      ],
      ...['EPOCHREALTIME', 'COMP_WORDBREAKS', 'ERRNO'],
    ],
  },
  {
    does: 'steers Node.js, npm or Bun',
    names: [
      'NODE_OPTIONS',
      'NODE_PATH',
      'NODE_REPL_EXTERNAL_MODULE',
      'NODE_COMPILE_CACHE',
      'NODE_CHANNEL_FD',
    ],
    prefixes: ['npm_config_', 'NPM_CONFIG_', 'BUN_OPTIONS', 'BUN_INSPECT', 'YARN_YARN_PATH', 'YARN_PLUGINS'],
  },
  {
    does: 'steers the Python interpreter',
    prefixes: ['PYTHON'],
    except: [
      ...['PYTHONUNBUFFERED', 'PYTHONDONTWRITEBYTECODE', 'PYTHONHASHSEED', 'PYTHONIOENCODING', 'PYTHONUTF8'],
      ...['PYTHONFAULTHANDLER', 'PYTHON_VERSION'],
    ],
  },
  { does: 'steers the Perl interpreter', prefixes: ['PERL5', 'PERLLIB', 'PERLIO', 'PERL_MM_', 'PERL_MB_'] },
  {
    does: 'steers the Ruby interpreter',
    names: ['GEM_HOME', 'GEM_PATH', 'BUNDLE_GEMFILE'],
    prefixes: ['RUBY'],
    except: ['RUBY_VERSION', 'RUBY_GC_', 'RUBY_YJIT_'],
  },
  {
    does: 'steers the Java virtual machine',
    names: ['JAVA_TOOL_OPTIONS', '_JAVA_OPTIONS', 'JDK_JAVA_OPTIONS', 'CLASSPATH'],
  },
  {
    does: 'steers the .NET runtime',
    names: ['DOTNET_STARTUP_HOOKS', 'DOTNET_ADDITIONAL_DEPS', 'DOTNET_SHARED_STORE', 'DOTNET_ROOT'],
    prefixes: ['CORECLR_', 'COR_PROFILER', 'COR_ENABLE_PROFILING'],
  },
  {
    does: 'steers an interpreter',
    names: [
      'PHPRC',
      'PHP_INI_SCAN_DIR',
      'TCLLIBPATH',
      'R_PROFILE',
      'R_PROFILE_USER',
      'R_ENVIRON',
      'PSModulePath',
    ],
    prefixes: ['LUA_PATH', 'LUA_CPATH', 'LUA_INIT', 'ERL_', 'ELIXIR_ERL_OPTIONS', 'GUILE_LOAD'],
  },
  {
    does: 'makes a build tool run something',
    names: ['MAKEFLAGS', 'GNUMAKEFLAGS', 'MAKEFILES', 'GOFLAGS', 'RUSTC', 'RUSTC_WRAPPER', 'RUSTFLAGS'],
  },
  {
    does: 'makes git run something or work elsewhere',
    names: [
      ...[
        'GIT_SSH',
        'GIT_SSH_COMMAND',
        'GIT_SSH_VARIANT',
        'GIT_ASKPASS',
        'GIT_EDITOR',
        'GIT_SEQUENCE_EDITOR',
      ],
      ...[
        'GIT_PAGER',
        'GIT_EXTERNAL_DIFF',
        'GIT_PROXY_COMMAND',
        'GIT_EXEC_PATH',
        'GIT_TEMPLATE_DIR',
        'GIT_DIR',
      ],
      ...['GIT_WORK_TREE', 'GIT_COMMON_DIR', 'GIT_INDEX_FILE', 'GIT_OBJECT_DIRECTORY', 'GIT_ATTR_SOURCE'],
      'GIT_ALTERNATE_OBJECT_DIRECTORIES',
    ],
    prefixes: ['GIT_CONFIG'],
  },
  { does: 'makes OpenSSL load code', names: ['OPENSSL_CONF', 'OPENSSL_MODULES', 'OPENSSL_ENGINES'] },
  { does: 'makes a library load code', names: ['GTK_MODULES', 'GIO_EXTRA_MODULES', 'QT_PLUGIN_PATH'] },
];

/**
 * What an environment variable of this name does to loaders, shells and interpreters, as the end of a
 * sentence (`steers the Python interpreter`); undefined for names that only carry data. Such names are kept
 * out of exports and of `exec` unless they are allowed by name: whoever may write a parameter must not
 * thereby run code where it is loaded. Letter case counts, as it does for the programs that read them.
 */
export function loaderNameReason(name: string): string | undefined {
  return groups.find((group) => holds(group, name))?.does;
}

/** Does a variable of this name steer a loader, a shell or an interpreter? */
export function isLoaderName(name: string): boolean {
  return loaderNameReason(name) !== undefined;
}

function holds({ names = [], prefixes = [], except = [] }: NameGroup, name: string): boolean {
  const begins = (start: string) => name.startsWith(start);
  return names.includes(name) || (prefixes.some(begins) && !except.some(begins));
}
