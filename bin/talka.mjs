#!/usr/bin/env node
import { fileURLToPath } from 'node:url'
import { runUnderNode } from './node.mjs'

runUnderNode(fileURLToPath(new URL('../src/main.ts', import.meta.url)), process.argv.slice(2))
