/**
 * Works with bash 3.2 (macOS) and without bash-completion. bash 3.2 has no compopt: there files are offered
 * where we know of nothing, and a file's name is followed by no space.
 */
export function bashCompletion(commands: readonly string[]): string {
  return `# ssmkit's completion for bash. See: ssmkit completion --help
_ssmkit_complete() {
  local line kind=
  COMPREPLY=()
  while IFS= read -r line; do
    if [[ -z $kind ]]; then
      kind=$line
    else
      COMPREPLY[\${#COMPREPLY[@]}]=$line
    fi
  done < <(command ssmkit __complete bash "\${COMP_LINE:0:COMP_POINT}" "$2" 2>/dev/null </dev/null)
  case $kind in
    words) compopt +o default 2>/dev/null ;;
    folders) compopt +o default +o nospace -o dirnames 2>/dev/null ;;
    *) compopt +o nospace 2>/dev/null ;;
  esac
  return 0
}
complete -o default -o nospace -F _ssmkit_complete ${commands.join(' ')}
`;
}
