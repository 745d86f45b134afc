/** For \`eval\` after compinit, and as a file \`_ssmkit\` in a folder of fpath. zsh quotes what it inserts by itself. */
export function zshCompletion(commands: readonly string[]): string {
  const names = commands.join(' ');
  return `#compdef ${names}
# ssmkit's completion for zsh. See: ssmkit completion --help
_ssmkit() {
  local kind line
  local -i width=0
  local -a lines paths names says texts
  lines=("\${(@f)$(command ssmkit __complete zsh "\${(@Q)words[1,CURRENT-1]}" "\${(Q)PREFIX}" 2>/dev/null </dev/null)}")
  kind=$lines[1]
  case $kind in
    files|folders)
      [[ $PREFIX == -*=* ]] && compset -P '*='
      if [[ $kind == files ]]; then _files; else _files -/; fi
      ;;
    words)
      for line in "\${(@)lines[2,-1]}"; do
        if [[ \${line%%$'\\t'*} == */ ]]; then
          paths+=("\${line%%$'\\t'*}")
        elif [[ -n $line ]]; then
          names+=("\${line%%$'\\t'*}")
          says+=("\${line#*$'\\t'}")
          (( $#names[-1] > width )) && width=$#names[-1]
        fi
      done
      (( $#paths )) && compadd -S '' -a paths
      if [[ -z "\${(j::)says}" ]]; then
        (( $#names )) && compadd -a names
      else
        for line in {1..$#names}; do
          texts+=("\${(r:width:)names[line]}\${says[line]:+  -- $says[line]}")
        done
        compadd -l -d texts -a names
      fi
      ;;
  esac
}
if [[ \${funcstack[1]-} == _ssmkit ]]; then
  _ssmkit "$@"
elif (( $+functions[compdef] )); then
  compdef _ssmkit ${names}
else
  print -u2 'ssmkit: run compinit first: autoload -Uz compinit && compinit'
fi
`;
}
