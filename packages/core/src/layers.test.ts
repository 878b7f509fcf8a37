import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

interface Rule {
  /** Folder or file below `src`, without extension; `*` stands for one folder name. */
  layer: string;
  may: readonly string[];
  /** Layers and packages whose types only may be imported. */
  mayTypes?: readonly string[];
  /** npm packages; without it, all but those the package as a whole refuses. */
  packages?: readonly string[];
}

interface PackageRules {
  name: string;
  neverPackages: readonly string[];
  rules: readonly Rule[];
}

const everyCoreLayer = [
  'lib',
  'model',
  'errors',
  'adapter',
  'transport',
  'storage',
  'store',
  'engine',
  'client',
  'create-chat-client',
];

const otherWorkspaces = ['@chat/mock-server', '@chat/react', 'react', 'react-dom'];

/** "Who may import whom" of ARCHITECTURE.md. Files of one layer may always import each other. */
const table: readonly PackageRules[] = [
  {
    name: '@chat/core',
    neverPackages: otherWorkspaces,
    rules: [
      { layer: 'lib', may: [], packages: ['eventemitter3'] },
      { layer: 'model', may: ['errors'], packages: [] },
      { layer: 'errors', may: ['model'], packages: [] },
      { layer: 'adapter', may: ['model', 'errors'], packages: [] },
      { layer: 'transport', may: ['lib', 'errors'] },
      { layer: 'adapters/*', may: ['adapter', 'transport', 'model', 'errors', 'lib'] },
      { layer: 'storage', may: ['model', 'errors', 'lib'], mayTypes: ['adapter'] },
      { layer: 'store', may: ['model', 'lib'], mayTypes: ['adapter', 'errors'], packages: [] },
      {
        layer: 'engine',
        may: ['store', 'model', 'errors', 'lib'],
        mayTypes: ['storage', 'adapter'],
        packages: [],
      },
      { layer: 'client', may: everyCoreLayer },
      { layer: 'create-chat-client', may: everyCoreLayer },
      { layer: 'index', may: everyCoreLayer },
      { layer: 'testing', may: [...everyCoreLayer, 'index'] },
    ],
  },
  {
    name: '@chat/react',
    neverPackages: ['@chat/mock-server'],
    rules: [
      { layer: 'lib', may: [], mayTypes: ['@chat/core'] },
      { layer: 'labels', may: ['lib'], mayTypes: ['@chat/core'] },
      { layer: 'theme', may: [] },
      { layer: 'slots', may: [], mayTypes: ['@chat/core'] },
      { layer: 'chat-context', may: [], mayTypes: ['@chat/core', 'labels', 'lib', 'slots'] },
      {
        layer: 'chat-provider',
        may: ['chat-context', 'labels', 'lib'],
        mayTypes: ['@chat/core', 'slots'],
      },
      {
        layer: 'hooks',
        may: ['@chat/core', 'chat-context', 'chat-provider', 'lib'],
        mayTypes: ['labels', 'slots'],
      },
      {
        layer: 'components',
        may: ['hooks', 'lib', 'theme', 'labels'],
        mayTypes: ['@chat/core', 'slots'],
      },
      {
        layer: 'index',
        may: ['components', 'hooks', 'chat-provider', 'labels'],
        mayTypes: ['lib', 'slots'],
      },
    ],
  },
  {
    name: '@chat/mock-server',
    neverPackages: ['@chat/react', 'react', 'react-dom'],
    rules: [{ layer: '', may: [], mayTypes: ['@chat/core'] }],
  },
];

interface Import {
  specifier: string;
  kind: 'value' | 'type' | 'lazy';
}

/** Sources by their path below `src`. */
type Sources = Readonly<Record<string, string>>;

function importsOf(path: string, text: string): Import[] {
  const found: Import[] = [];
  const add = (node: ts.Node | undefined, kind: Import['kind']) => {
    if (node !== undefined && ts.isStringLiteral(node)) found.push({ specifier: node.text, kind });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      const clause = node.importClause;
      const named = clause?.namedBindings;
      const onlyTypes =
        clause?.name === undefined &&
        named !== undefined &&
        ts.isNamedImports(named) &&
        named.elements.length > 0 &&
        named.elements.every((element) => element.isTypeOnly);
      const isType = clause?.phaseModifier === ts.SyntaxKind.TypeKeyword || onlyTypes;
      add(node.moduleSpecifier, isType ? 'type' : 'value');
    } else if (ts.isExportDeclaration(node)) {
      const named = node.exportClause;
      const onlyTypes =
        named !== undefined &&
        ts.isNamedExports(named) &&
        named.elements.length > 0 &&
        named.elements.every((element) => element.isTypeOnly);
      add(node.moduleSpecifier, node.isTypeOnly || onlyTypes ? 'type' : 'value');
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0], 'lazy');
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add(node.argument.literal, 'type');
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, false));
  return found;
}

const withoutExtension = (path: string) => path.replace(/\.(d\.ts|tsx?|jsx?)$/, '');

/** The path below `src` an import leads to, or undefined where it leaves the package. */
function resolveInside(from: string, specifier: string, packageName: string): string | undefined {
  if (specifier === packageName) return 'index';
  if (specifier.startsWith(`${packageName}/`)) return specifier.slice(packageName.length + 1);
  if (!specifier.startsWith('.')) return undefined;
  return withoutExtension(posix.join(posix.dirname(from), specifier));
}

function layerOf(path: string, rules: readonly Rule[]): { rule: Rule; instance: string } | undefined {
  for (const rule of rules) {
    if (rule.layer === '') return { rule, instance: '' };
    const pattern = new RegExp(`^(${rule.layer.replace('*', '[^/]+')})(/|$)`);
    const match = pattern.exec(withoutExtension(path));
    if (match !== null) return { rule, instance: match[1]! };
  }
  return undefined;
}

const packageOf = (specifier: string) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

function violationsIn(sources: Sources, { name, neverPackages, rules }: PackageRules): string[] {
  const violations: string[] = [];
  for (const [path, text] of Object.entries(sources)) {
    const own = layerOf(path, rules);
    if (own === undefined) {
      violations.push(`${path} belongs to no layer of the table`);
      continue;
    }
    for (const { specifier, kind } of importsOf(path, text)) {
      const refuse = (why: string) => violations.push(`${path} imports ${specifier}: ${why}`);
      const inside = resolveInside(path, specifier, name);
      const target = inside === undefined ? undefined : layerOf(inside, rules);
      if (inside?.endsWith('.css') === true) continue;
      if (inside?.startsWith('..') === true) {
        refuse('it leaves the package');
      } else if (inside !== undefined && target === undefined) {
        refuse('it belongs to no layer of the table');
      } else if (target !== undefined) {
        if (target.instance === own.instance) continue;
        if (own.rule.may.includes(target.rule.layer)) continue;
        if (own.rule.mayTypes?.includes(target.rule.layer) !== true)
          refuse(`${own.rule.layer} may not import ${target.rule.layer}`);
        else if (kind !== 'type') refuse(`${own.rule.layer} may import only types of ${target.rule.layer}`);
      } else {
        const packageName = packageOf(specifier);
        const allowed = [...own.rule.may, ...(own.rule.packages ?? [])].includes(packageName);
        if (neverPackages.includes(packageName)) refuse(`${name} never imports it`);
        else if (own.rule.mayTypes?.includes(packageName) === true) {
          if (kind !== 'type') refuse(`${own.rule.layer || name} may import only its types`);
        } else if (!allowed && (own.rule.packages !== undefined || packageName.startsWith('@chat/')))
          refuse(`${own.rule.layer || name} may not import this package`);
      }
    }
  }
  return violations;
}

/** Groups of files that import each other by value (Tarjan's strongly connected components). */
function cyclesIn(sources: Sources, packageName: string): string[][] {
  const paths = new Map(Object.keys(sources).map((path) => [withoutExtension(path), path]));
  const targetsOf = (path: string) =>
    importsOf(path, sources[path] ?? '')
      .filter(({ kind }) => kind === 'value')
      .map(({ specifier }) => resolveInside(path, specifier, packageName))
      .map((target) =>
        target === undefined ? undefined : (paths.get(target) ?? paths.get(`${target}/index`)),
      )
      .filter((target) => target !== undefined);

  const indexes = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];
  const cycles: string[][] = [];

  const connect = (path: string): void => {
    const index = indexes.size;
    indexes.set(path, index);
    lowest.set(path, index);
    stack.push(path);
    const targets = targetsOf(path);
    for (const target of targets) {
      if (!indexes.has(target)) connect(target);
      if (stack.includes(target)) lowest.set(path, Math.min(lowest.get(path)!, lowest.get(target)!));
    }
    if (lowest.get(path) !== index) return;
    const component = stack.splice(stack.indexOf(path));
    if (component.length > 1 || targets.includes(path)) cycles.push(component.sort());
  };
  for (const path of Object.keys(sources)) if (!indexes.has(path)) connect(path);
  return cycles;
}

const isShipped = (path: string) =>
  /\.tsx?$/.test(path) && !/\.(test|test-support|stories)\.tsx?$/.test(path) && !/\.d\.ts$/.test(path);

function readSources(packageName: string): Sources {
  const packages = join(dirname(fileURLToPath(import.meta.url)), '../..');
  const source = join(packages, packageName.replace('@chat/', ''), 'src');
  const paths = readdirSync(source, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && isShipped(entry.name))
    .map((entry) => relative(source, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(source, path), 'utf8')]));
}

/** Helpers of react's own tests may use anything; they are not shipped. */
const withoutTestHelpers = (name: string, sources: Sources): Sources =>
  name === '@chat/react'
    ? Object.fromEntries(Object.entries(sources).filter(([path]) => !path.startsWith('testing/')))
    : sources;

describe.each(table)('$name', (rules) => {
  const sources = withoutTestHelpers(rules.name, readSources(rules.name));

  it('imports only what its layers may', () => {
    expect(violationsIn(sources, rules)).toEqual([]);
  });

  it('has no import cycles by value', () => {
    expect(cyclesIn(sources, rules.name)).toEqual([]);
  });
});

describe('the checker', () => {
  const [core, react, mockServer] = table as [PackageRules, PackageRules, PackageRules];
  const violation = (rules: PackageRules, path: string, text: string) =>
    violationsIn({ [path]: text }, rules);

  it.each([
    ['engine/a.ts', "import { x } from '../adapters/connectify/index.js';"],
    ['engine/a.ts', "import type { X } from '../transport/http.js';"],
    ['engine/a.ts', "import { memory } from '../storage/memory.js';"],
    ['engine/a.ts', "export { http } from '../adapter/adapter.js';"],
    ['engine/a.ts', "const a = await import('../storage/memory.js');"],
    ['engine/a.ts', "import { createChatClient } from '@chat/core';"],
    ['engine/a.ts', "import { openDB } from 'idb';"],
    ['model/a.ts', "import { backoff } from '../lib/backoff.js';"],
    ['model/a.ts', "type A = import('../store/state.js').State;"],
    ['lib/a.ts', "import type { User } from '../model/user.js';"],
    ['adapters/crm/a.ts', "import { decode } from '../connectify/decode.js';"],
    ['adapters/crm/a.ts', "import { reduce } from '../../store/reduce.js';"],
    ['client.ts', "import { crm } from './adapters/crm/index.js';"],
    ['client.ts', "import { useState } from 'react';"],
    ['testing/a.ts', "import { crm } from '../adapters/crm/index.js';"],
    ['helpers/a.ts', ''],
    ['lib/a.ts', "import '../../../react/src/index.js';"],
  ])('refuses in core: %s with %s', (path, text) => {
    expect(violation(core, path, text)).toHaveLength(1);
  });

  it.each([
    ['hooks/a.ts', "import { Chat } from '../components/chat/chat.js';"],
    ['components/chat/a.tsx', "import { createChatClient } from '@chat/core';"],
    ['components/chat/a.tsx', "import { ClientContext } from '../../chat-context.js';"],
    ['components/chat/a.tsx', "import { startMock } from '@chat/mock-server/msw';"],
  ])('refuses in react: %s with %s', (path, text) => {
    expect(violation(react, path, text)).toHaveLength(1);
  });

  it('refuses the client at run time in the mock server', () => {
    expect(violation(mockServer, 'world/a.ts', "import { isChatError } from '@chat/core';")).toHaveLength(1);
    expect(violation(mockServer, 'world/a.ts', "import type { Message } from '@chat/core';")).toEqual([]);
  });

  it.each([
    ['engine/a.ts', "import type { ChatStorage } from '../storage/storage.js'; import { b } from './b.js';"],
    ['engine/a.ts', "import { type Command } from '../adapter/command.js';"],
    ['adapters/crm/a.ts', "import * as z from 'zod/mini'; import { b } from './b.js';"],
    ['index.ts', "export { createChatClient } from './create-chat-client.js';"],
    ['testing/a.ts', "import { reduce } from '../store/reduce.js';"],
  ])('accepts in core: %s with %s', (path, text) => {
    expect(violation(core, path, text)).toEqual([]);
  });

  it('finds cycles by value, through a folder index too, and no others', () => {
    const cyclic = {
      'a.ts': "import { b } from './b.js';",
      'b.ts': "export { c } from './c/index.js';",
      'c/index.ts': "import { a } from '../a.js';",
      'self.ts': "import { self } from './self.js';",
      'd.ts': "import { a } from './a.js'; import type { E } from './e.js';",
      'e.ts': "import { d } from './d.js'; const lazy = () => import('./f.js');",
      'f.ts': "import { e } from './e.js';",
    };
    expect(cyclesIn(cyclic, '@chat/core')).toEqual([['a.ts', 'b.ts', 'c/index.ts'], ['self.ts']]);
  });
});
