import { Argument, type Command } from 'commander';
import type { CommandInput, CommandModule } from '../cli/command.ts';
import { type CompletionShell, completionShells } from '../cli/complete-reply.ts';
import { exitCode } from '../cli/exit-code.ts';
import { oldNames } from '../cli/old-names.ts';
import { bashCompletion } from '../render/completion/bash.ts';
import { fishCompletion } from '../render/completion/fish.ts';
import { zshCompletion } from '../render/completion/zsh.ts';
import type { Context } from './context.ts';

export const completion: CommandModule<Context> = {
  name: 'completion',
  summary: 'print what completes command lines of ssmkit in bash, zsh or fish',
  about:
    'In ~/.bashrc: eval "$(ssmkit completion bash)"; in ~/.zshrc, after compinit, the same with zsh. Or keep it in a ' +
    'file, as below. Commands, flags, files, environments, profiles and names of parameters are completed, also ' +
    'for the names of the old scripts. For a name Parameter Store is asked, for two seconds at most: nothing is ' +
    'decrypted or asked of you, and no program is started. Names are kept for a minute in ~/.cache/ssmkit, for you ' +
    'alone. SSMKIT_COMPLETE_CACHE=0 keeps none, SSMKIT_COMPLETE_LIVE=0 asks nobody.',
  examples: [
    { does: 'bash: a file for ~/.bashrc to source', line: 'ssmkit completion bash > ~/.ssmkit.bash' },
    {
      does: 'zsh: a file in a folder of fpath',
      line: 'mkdir -p ~/.zfunc\nssmkit completion zsh > ~/.zfunc/_ssmkit',
    },
    {
      does: 'fish: where it looks by itself',
      line: 'mkdir -p ~/.config/fish/completions\nssmkit completion fish > ~/.config/fish/completions/ssmkit.fish',
    },
  ],
  declare,
  run,
};

function declare(command: Command): void {
  command.addArgument(new Argument('<shell>', 'the shell that is to read it').choices([...completionShells]));
}

const scripts: Readonly<Record<CompletionShell, (commands: readonly string[]) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

async function run({ terminal }: Context, { args }: CommandInput): Promise<number> {
  const shell = completionShells.find((name) => name === args[0]) ?? 'bash';
  const old = Object.keys(oldNames).flatMap((name) => [name, `${name}.sh`]);
  terminal.out(scripts[shell](['ssmkit', ...old]));
  return exitCode.done;
}
