import { describe, expect, it } from 'vitest';
import { readComment } from '../../../src/core/envfile/comment.ts';

/** `name=value` for a directive, `wrong name` for a near miss, else the kind. */
function judge(line: string): string {
  const comment = readComment(line.slice(1));
  switch (comment.kind) {
    case 'directive': {
      const { name, tagKey, value } = comment.directive;
      return `${name}${tagKey === undefined ? '' : `[${tagKey}]`}=${value}`;
    }
    case 'wrong':
      return `wrong ${comment.name}`;
    case 'plain':
    case 'ciphertext':
      return comment.kind;
  }
}

describe('directives', () => {
  it.each([
    ['# service=postgres', 'service=postgres'],
    ['#service=postgres', 'service=postgres'],
    ['#  service  =  order-api  ', 'service=order-api'],
    ['#\tService=x.y_z', 'service=x.y_z'],
    ['# secret=true', 'secret=true'],
    ['# Secret = false', 'secret=false'],
    ['# type=StringList', 'type=StringList'],
    ['# tier=Standard', 'tier=Standard'],
    ['# tier=Advanced', 'tier=Advanced'],
    ['# Tier=Intelligent-Tiering', 'tier=Intelligent-Tiering'],
    ['# key-id=alias/myapp/ssm', 'key-id=alias/myapp/ssm'],
    ['# Key-id=1234abcd-12ab', 'key-id=1234abcd-12ab'],
    ['# Key-Id=arn:aws:kms:us-east-1:123456789012:key/x', 'key-id=arn:aws:kms:us-east-1:123456789012:key/x'],
    ['# key=database/connection_string', 'key=database/connection_string'],
    ['# description=What it is for # and why = so', 'description=What it is for # and why = so'],
    ['# tag:Owner=team', 'tag[Owner]=team'],
    ['# Tag:Cost Center=a=b', 'tag[Cost Center]=a=b'],
    ['# tag : Owner = team', 'tag[Owner]=team'],
    ['# tag:Empty=', 'tag[Empty]='],
    ['# tag:a:b=c', 'tag[a:b]=c'],
    ['# section-secret=true', 'section-secret=true'],
    ['# Section-Secret=true', 'section-secret=true'],
    ['# Section-tag:Owner=team', 'section-tag[Owner]=team'],
    ['# section-key-id=alias/x', 'section-key-id=alias/x'],
  ])('%j says %s', (line, expected) => {
    expect(judge(line)).toBe(expected);
  });
});

describe('values that a directive does not know', () => {
  it.each([
    ['# secret=yes', 'secret'],
    ['# secret=True', 'secret'],
    ['# secret=1', 'secret'],
    ['# secret=', 'secret'],
    ['# secret==true', 'secret'],
    ['# secret=true # because', 'secret'],
    ['# section-secret=false', 'section-secret'],
    ['# service=', 'service'],
    ['# service=two words', 'service'],
    ['# service=a/b', 'service'],
    ['# type=String', 'type'],
    ['# type=SecureString', 'type'],
    ['# type=stringlist', 'type'],
    ['# tier=advanced', 'tier'],
    ['# key-id=', 'key-id'],
    ['# key-id=a key', 'key-id'],
    [`# key-id=${'a'.repeat(257)}`, 'key-id'],
    ['# section-key-id=a key', 'section-key-id'],
    ['# key=', 'key'],
    ['# key=value pairs go here', 'key'],
    ['# key=/a', 'key'],
    ['# key=a//b', 'key'],
    ['# key=a/', 'key'],
    ['# description=', 'description'],
    [`# description=${'x'.repeat(1025)}`, 'description'],
    ['# tag=Owner', 'tag'],
    ['# section-tag=Owner', 'section-tag'],
    ['# tag:=team', 'tag'],
    ['# tag:aws:x=team', 'tag'],
    ['# tag:Owner=a{b', 'tag'],
    [`# section-tag:Owner=${'x'.repeat(257)}`, 'section-tag'],
  ])('%j is wrong', (line, name) => {
    expect(judge(line)).toBe(`wrong ${name}`);
  });

  it('takes a description of 1024 characters outside the basic plane', () => {
    expect(judge(`# description=${'😀'.repeat(1024)}`)).toMatch(/^description=/);
  });
});

describe('near misses', () => {
  it.each([
    ['# secre=true', 'secret'],
    ['# secrets=true', 'secret'],
    ['# Secrets=true', 'secret'],
    ['# secert=true', 'secret'],
    ['# sEcret=true', 'secret'],
    ['#!secret=true', 'secret'],
    ['# sec ret=true', 'secret'],
    ['# sec\u200bret=true', 'secret'],
    ['# secret:=true', 'secret'],
    ['# secret: true', 'secret'],
    ['# secret : true', 'secret'],
    ['# Secret: rotate it', 'secret'],
    ['# section-secret: true', 'section-secret'],
    ['# section secret=true', 'section-secret'],
    ['# section_secret=true', 'section-secret'],
    ['# sectionsecret=true', 'section-secret'],
    ['# service: postgres', 'service'],
    ['# service:postgres', 'service'],
    ['# Service : postgres', 'service'],
    ['# services=postgres', 'service'],
    ['# sevrice=postgres', 'service'],
    ['# SECRET=true', 'secret'],
    ['# SERVICE=postgres', 'service'],
    ['# SECret=true', 'secret'],
    ['# SECTION-SECRET=true', 'section-secret'],
    // Words that are one letter off are taken for the directive, even where they are words of their own.
    ['# keys=a', 'key'],
    ['# types=a', 'type'],
    ['# tiers=a', 'tier'],
    ['# tape=a', 'type'],
    ['# kei-id=a', 'key-id'],
    ['# key_id=a', 'key-id'],
    ['# descripton=a', 'description'],
    ['# tags:Owner=a', 'tag'],
    ['# Tga:Owner=a', 'tag'],
    ['# section-tags:Owner=a', 'section-tag'],
    ['# section-tags=a', 'section-tag'],
    ['# section_key-id=a', 'section-key-id'],
  ])('%j looks like %s', (line, name) => {
    expect(judge(line)).toBe(`wrong ${name}`);
  });
});

describe('ordinary comments', () => {
  it.each([
    '#',
    '# ',
    '# text',
    '# DEBUG=1',
    '# type of thing',
    '# type of thing = that one',
    '# POSTGRES_PASSWORD=old',
    '# postgres_password=old',
    '# export A=1',
    '# KEY=value',
    '# TYPE=a',
    '# TIER=a',
    '# TAG:a=b',
    '# DESCRIPTION=a',
    '# SECRET_KEY=a',
    '# SECRTE=true',
    '# SECRET: in capitals, a headline',
    '# SERVICE: POSTGRES',
    '# SECRET',
    '# secret',
    '# secret true',
    '# secret, true: no',
    '# the secret: none',
    '# a secret=b',
    '# secrte: true',
    '# key: value',
    '# type: number',
    '# description: of it',
    '# tag:Owner',
    '# tag Owner=team',
    '# tags=a',
    '# see: a=b',
    '# https://example.com/?secret=true',
    '# service discovery denied: GetParametersByPath on /mow/backend = no',
    '# project=mow env=prod region=us-east-1',
    '# generated 2026-11-22T10:00:00Z',
    '## secret=true',
    '##secret=true',
    '# # secret=true',
    '# #service=x',
    '#\t#service: x',
    '# ciphertext',
    '# ciphertext=false',
    '# ciphertext=truely',
  ])('%j is plain', (line) => {
    expect(judge(line)).toBe('plain');
  });

  it.each(['# ciphertext=true (written with --no-decrypt; cannot be seeded)', '#ciphertext = true'])(
    '%j marks a file of ciphertext',
    (line) => {
      expect(judge(line)).toBe('ciphertext');
    },
  );
});
