#!/usr/bin/env -S node --
// The `--` keeps Node from reading our own --env-file itself, and from obeying a NODE_OPTIONS in it.
import '../dist/ssmkit.cjs';
