import { printable } from '../core/printable.ts';

export interface InitView {
  /** As somebody would write its name. */
  readonly file: string;
  readonly text: string;
  readonly mode: 'preview' | 'apply';
  readonly written: boolean;
  readonly notes: readonly string[];
}

/** A settings file that was or would be written. As text, a preview is that file and nothing else. */
export function renderInit(view: InitView, output: 'text' | 'json' | 'markdown'): string {
  const { file, text, mode, written, notes } = view;
  switch (output) {
    case 'json': {
      const settings: unknown = JSON.parse(text);
      return `${JSON.stringify({ command: 'init', mode, file, written, settings, notes }, null, 2)}\n`;
    }
    case 'markdown':
      return `### ${printable(file)}${written ? '' : ' (dry run)'}\n\n\`\`\`json\n${text}\`\`\`\n`;
    case 'text':
      return written ? `${printable(file)} is written.\n` : text;
  }
}
