import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type AbsentReader,
  folder,
  isInstalled,
  type Pairs,
  type RealReader,
  writeTexts,
} from './real-reader.ts';

const modules = `module readers

go 1.22

require (
	github.com/compose-spec/compose-go/v2 v2.16.2
	github.com/docker/cli v29.7.2+incompatible
)
`;

const program = `package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/compose-spec/compose-go/v2/dotenv"
	"github.com/docker/cli/pkg/kvfile"
)

func main() {
	count, _ := strconv.Atoi(os.Args[3])
	out := make([][][]string, count)
	for i := range out {
		name := os.Args[2] + "/" + strconv.Itoa(i)
		if os.Args[1] == "compose" {
			if read, err := dotenv.ReadFile(name, nil); err == nil {
				out[i] = [][]string{}
				for k, v := range read {
					out[i] = append(out[i], []string{k, v})
				}
			}
		} else if read, err := kvfile.Parse(name, nil); err == nil {
			out[i] = [][]string{}
			for _, line := range read {
				out[i] = append(out[i], strings.SplitN(line, "=", 2))
			}
		}
	}
	text, _ := json.Marshal(out)
	fmt.Println(string(text))
}
`;

/** The very code that docker compose and docker read env files with, built from the Go module proxy. */
export function goReaders(): readonly (RealReader | AbsentReader)[] {
  const names = ['compose-go', 'docker/cli kvfile'] as const;
  const missing = isInstalled('go') ? built() : 'go';
  if (missing !== undefined) return names.map((name) => ({ name, missing }));
  return [
    { name: 'compose-go', format: 'compose', read: async (texts) => run('compose', texts) },
    { name: 'docker/cli kvfile', format: 'docker', read: async (texts) => run('docker', texts) },
  ];
}

function built(): string | undefined {
  const at = join(folder, 'go');
  mkdirSync(at);
  writeFileSync(join(at, 'go.mod'), modules);
  writeFileSync(join(at, 'main.go'), program);
  try {
    execFileSync('go', ['build', '-mod=mod', '-o', 'readers', '.'], {
      cwd: at,
      stdio: 'ignore',
      timeout: 240_000,
    });
    return undefined;
  } catch {
    return 'the modules of compose-go and docker/cli';
  }
}

function run(which: 'compose' | 'docker', texts: readonly string[]): readonly (Pairs | undefined)[] {
  writeTexts(texts);
  const output = execFileSync(join(folder, 'go', 'readers'), [which, folder, String(texts.length)], {
    maxBuffer: 2 ** 30,
  });
  const read: readonly (Pairs | null)[] = JSON.parse(output.toString('utf8'));
  return read.map((pairs) => pairs ?? undefined);
}
