/** fish quotes what it inserts by itself, and puts no space behind a slash. */
export function fishCompletion(commands: readonly string[]): string {
  return `# ssmkit's completion for fish. See: ssmkit completion --help
function __ssmkit_complete
    set -l token (commandline -ct)
    set -l lines (command ssmkit __complete fish (commandline -opc) "$token" 2>/dev/null </dev/null)
    set -l before (string match -r -- '^-[^=]*=' "$token")
    set -l rest (string replace -r -- '^-[^=]*=' '' "$token")
    switch "$lines[1]"
        case files
            for path in (__fish_complete_path "$rest")
                echo -- "$before$path"
            end
        case folders
            for path in (__fish_complete_directories "$rest")
                echo -- "$before$path"
            end
        case words
            string join -- \\n $lines[2..-1]
    end
end
for name in ${commands.join(' ')}
    complete -c $name -f -a '(__ssmkit_complete)'
end
`;
}
