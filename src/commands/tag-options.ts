import { type Command, Option } from 'commander';
import { collect } from '../cli/command.ts';

/** Tag layers from the command line, as put-and-tag, put-secure-and-tag and tag take them. */
export function addTagOptions(command: Command): void {
  command
    .addOption(
      new Option('-f, --file <layer.json>', 'tag layer; repeatable, the last one wins').argParser(collect),
    )
    .option('--tag <tag>', '{"Key":"k","Value":"v"} or k=v; repeatable', collect)
    .option('--name-tag <name>', 'value of the Name tag')
    .option('--prune-tags', 'remove live tags that no layer has')
    .option('--explain', 'show which layer set each tag');
}
