import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import {
  type ExportFileOptions,
  type WriteSteps,
  writeExportFile,
} from '../../src/files/write-export-file.ts';
import { deadPid, isRoot, scratchFolder } from './scratch.ts';

const bytes = new TextEncoder().encode('KEY=new\n');
const options: ExportFileOptions = { follow: false, pid: process.pid };

function withStep(step: Partial<WriteSteps>): WriteSteps {
  return {
    write: (file, content) => file.writeFile(content),
    sync: (file) => file.sync(),
    chown: (file, uid, gid) => file.chown(uid, gid),
    rename: async () => undefined,
    ...step,
  };
}

function failing(code: string) {
  return async () => {
    throw Object.assign(new Error(code), { code });
  };
}

function modeOf(path: string): number {
  return statSync(path).mode & 0o7777;
}

it('makes a file that only its owner can read', async () => {
  const folder = scratchFolder();
  const path = join(folder, '.env');
  expect(await writeExportFile(path, bytes, options)).toEqual({ path, created: true });
  expect(readFileSync(path, 'utf8')).toBe('KEY=new\n');
  expect(modeOf(path)).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['.env']);
});

it('replaces a wider file by a narrow one, and sets the mode asked for', async () => {
  const path = join(scratchFolder(), '.env');
  writeFileSync(path, 'old');
  chmodSync(path, 0o666);
  expect(await writeExportFile(path, bytes, options)).toEqual({ path, created: false });
  expect(modeOf(path)).toBe(0o600);
  await writeExportFile(path, bytes, { ...options, mode: 0o640 });
  expect(modeOf(path)).toBe(0o640);
  await expect(writeExportFile(path, bytes, { ...options, mode: 0o4755 })).rejects.toMatchObject({
    code: 'input',
  });
});

it('is 0600 from its first byte, whatever the umask, and 0600 when it is renamed', async () => {
  const folder = scratchFolder();
  const seen: (readonly [number, number])[] = [];
  const look = () => {
    for (const name of readdirSync(folder))
      seen.push([modeOf(join(folder, name)), statSync(join(folder, name)).size]);
  };
  const before = process.umask(0);
  onTestFinished(() => void process.umask(before));
  const steps = withStep({
    write: async (file, content) => {
      look();
      await file.writeFile(content);
    },
    rename: async () => look(),
  });
  await writeExportFile(join(folder, '.env'), bytes, options, steps);
  expect(seen).toEqual([
    [0o600, 0],
    [0o600, bytes.length],
  ]);
});

it('refuses a symbolic link unless it is to be followed', async () => {
  const folder = scratchFolder();
  const real = join(folder, 'real');
  const link = join(folder, 'link');
  writeFileSync(real, 'old');
  symlinkSync('real', link);
  await expect(writeExportFile(link, bytes, options)).rejects.toMatchObject({
    code: 'refused',
    hint: expect.stringContaining('--follow'),
  });
  expect(readFileSync(real, 'utf8')).toBe('old');
  expect(await writeExportFile(link, bytes, { ...options, follow: true })).toEqual({
    path: real,
    created: false,
  });
  expect(readFileSync(real, 'utf8')).toBe('KEY=new\n');
  expect(readlinkSync(link)).toBe('real');
  symlinkSync('nowhere', join(folder, 'dangling'));
  await expect(
    writeExportFile(join(folder, 'dangling'), bytes, { ...options, follow: true }),
  ).rejects.toMatchObject({ code: 'input' });
});

it('refuses a folder, a FIFO, a socket and a device, also behind a link', async () => {
  const folder = scratchFolder();
  mkdirSync(join(folder, 'folder'));
  expect(spawnSync('mkfifo', [join(folder, 'fifo')]).status).toBe(0);
  const server = createServer().listen(join(folder, 'socket'));
  onTestFinished(() => void server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  symlinkSync('/dev/null', join(folder, 'device'));
  for (const [name, what] of [
    ['folder', /is a folder/],
    ['fifo', /is a FIFO/],
    ['socket', /is a socket/],
    ['device', /is a device/],
  ] as const) {
    const written = writeExportFile(join(folder, name), bytes, { ...options, follow: true });
    await expect(written, name).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringMatching(what),
    });
  }
  expect(readdirSync(folder).sort()).toEqual(['device', 'fifo', 'folder', 'socket']);
});

it('says so when the folder is missing or the path is impossible', async () => {
  const folder = scratchFolder();
  writeFileSync(join(folder, 'file'), '');
  for (const path of ['none/.env', 'file/.env', 'new/', 'x'.repeat(300)]) {
    await expect(writeExportFile(join(folder, path), bytes, options), path).rejects.toMatchObject({
      name: 'SsmkitError',
      code: 'input',
    });
  }
  expect(readdirSync(folder)).toEqual(['file']);
});

it('takes the longest file name there is', async () => {
  const folder = scratchFolder();
  await writeExportFile(join(folder, 'ü'.repeat(127)), bytes, options);
  expect(readdirSync(folder)).toEqual(['ü'.repeat(127)]);
});

it.each([
  ['write', 'ENOSPC', /full/, /old file/],
  ['sync', 'EIO', /EIO/, /old file/],
  ['rename', 'EBUSY', /bind mount/, / - /],
  ['rename', 'EXDEV', /bind mount/, / - /],
  ['rename', 'EROFS', /read-only/, /old file/],
  ['rename', 'EACCES', /permitted/, /old file/],
] as const)(
  'leaves the old file and no temporary when %s fails with %s',
  async (step, code, message, hint) => {
    const folder = scratchFolder();
    const path = join(folder, '.env');
    writeFileSync(path, 'old');
    const written = writeExportFile(path, bytes, options, withStep({ [step]: failing(code) }));
    await expect(written).rejects.toMatchObject({
      code: 'failed',
      message: expect.stringMatching(message),
      hint: expect.stringMatching(hint),
    });
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['.env']);
  },
);

it('keeps owner and group of the file it replaces, and sets others only when asked', async () => {
  const path = join(scratchFolder(), '.env');
  writeFileSync(path, 'old');
  const ids = () => [statSync(path).uid, statSync(path).gid];
  if (!isRoot) {
    // Without the right to give files away, asking for it is refused and changes nothing.
    const given = writeExportFile(path, bytes, { ...options, owner: '0' });
    await expect(given).rejects.toMatchObject({ code: 'refused', hint: expect.stringContaining('root') });
    expect(readFileSync(path, 'utf8')).toBe('old');
    return;
  }
  chownSync(path, 1234, 2345);
  await writeExportFile(path, bytes, options);
  expect(ids()).toEqual([1234, 2345]);
  await writeExportFile(path, bytes, { ...options, group: '99' });
  expect(ids()).toEqual([1234, 99]);
  await writeExportFile(path, bytes, { ...options, owner: 'root', mode: 0o440 });
  expect(ids()).toEqual([0, 99]);
  expect(modeOf(path)).toBe(0o440);
});

it('refuses when the owner cannot be kept, since whoever reads the file would be locked out', async () => {
  const folder = scratchFolder();
  const path = join(folder, '.env');
  writeFileSync(path, 'old');
  const { uid, gid } = statSync(path);
  const written = writeExportFile(
    path,
    bytes,
    { ...options, owner: `${uid + 1}`, group: `${gid}` },
    withStep({ chown: failing('EPERM') }),
  );
  await expect(written).rejects.toMatchObject({
    code: 'refused',
    message: expect.stringContaining(`${uid + 1}:${gid}`),
  });
  expect(readFileSync(path, 'utf8')).toBe('old');
  expect(readdirSync(folder)).toEqual(['.env']);
});

it('refuses an unknown owner or group before it touches anything', async () => {
  const folder = scratchFolder();
  for (const account of [
    { owner: 'no-such-user' },
    { group: 'no-such-group' },
    { owner: '' },
    { owner: '-1' },
  ]) {
    const written = writeExportFile(join(folder, '.env'), bytes, { ...options, ...account });
    await expect(written).rejects.toMatchObject({ code: 'input' });
  }
  expect(readdirSync(folder)).toEqual([]);
});

it('removes what dead writers left, and nothing else', async () => {
  const folder = scratchFolder();
  const left = (name: string) => writeFileSync(join(folder, name), 'secret');
  left(`..env.ssmkit-${deadPid}-0a1b.tmp`);
  left(`.other.env.ssmkit-${deadPid}-ff.tmp`);
  left(`..env.ssmkit-${process.pid}-0b.tmp`);
  utimesSync(join(folder, `..env.ssmkit-${process.pid}-0b.tmp`), 0, 0);
  const kept = [
    '..env.ssmkit-77-0a1b.tmp',
    `..env.ssmkit-${process.pid}-0a1b.tmp`,
    `env.ssmkit-${deadPid}-0a.tmp`,
    `..env.ssmkit-${deadPid}-0a.tmp.bak`,
    `..env.ssmkit-${deadPid}-x.y.tmp`,
    'other.tmp',
  ];
  for (const name of kept) left(name);
  mkdirSync(join(folder, `.dir.ssmkit-${deadPid}-0a.tmp`));
  symlinkSync('other.tmp', join(folder, `.link.ssmkit-${deadPid}-0a.tmp`));
  await writeExportFile(join(folder, '.env'), bytes, { ...options, isAlive: (pid) => pid === 77 });
  expect(readdirSync(folder).sort()).toEqual(
    [...kept, `.dir.ssmkit-${deadPid}-0a.tmp`, `.link.ssmkit-${deadPid}-0a.tmp`, '.env'].sort(),
  );
});

it('asks the system whether a writer is alive', async () => {
  const folder = scratchFolder();
  writeFileSync(join(folder, `.x.ssmkit-${deadPid}-0a.tmp`), '');
  writeFileSync(join(folder, `.x.ssmkit-${process.ppid}-0a.tmp`), '');
  await writeExportFile(join(folder, '.env'), bytes, options);
  expect(readdirSync(folder).sort()).toEqual(['.env', `.x.ssmkit-${process.ppid}-0a.tmp`].sort());
});

it('lets racing writers both succeed: the file is one of theirs, whole', async () => {
  const folder = scratchFolder();
  const path = join(folder, '.env');
  const contents = Array.from({ length: 20 }, (_, index) => String.fromCharCode(97 + index).repeat(100_000));
  await Promise.all(contents.map((text) => writeExportFile(path, new TextEncoder().encode(text), options)));
  expect(contents).toContain(readFileSync(path, 'utf8'));
  expect(readdirSync(folder)).toEqual(['.env']);
});

it('does not hand a new export to whoever put a file into an open folder', async () => {
  const folder = scratchFolder();
  const path = join(folder, '.env');
  writeFileSync(path, 'planted');
  chmodSync(folder, 0o1777);
  if (!isRoot) {
    // A file of our own there is replaced as anywhere else.
    await writeExportFile(path, bytes, options);
    expect(readFileSync(path, 'utf8')).toBe('KEY=new\n');
    return;
  }
  chownSync(path, 1234, 1234);
  await expect(writeExportFile(path, bytes, options)).rejects.toMatchObject({ code: 'refused' });
  expect(readFileSync(path, 'utf8')).toBe('planted');
  await writeExportFile(path, bytes, { ...options, owner: '0', group: '0' });
  expect([statSync(path).uid, modeOf(path)]).toEqual([0, 0o600]);
});
