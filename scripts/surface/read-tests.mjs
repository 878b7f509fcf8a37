import { format } from 'node:util';
import ts from 'typescript';

/**
 * @typedef {{ entry: string, title: string, line: number }} DocumentedTest
 * @typedef {{ tests: DocumentedTest[], unreadable: { line: number, says: string }[] }} ReadTests
 * @typedef {Map<string, unknown>} Names what names stand for, functions included
 */

/** Stands for what cannot be known without running the file. */
const unknown = Symbol('unknown');

const testNames = new Set(['it', 'test']);

/**
 * The value of an expression as far as its source tells.
 * @param {ts.Expression} node
 * @param {Names} names
 * @returns {unknown}
 */
function evaluate(node, names) {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isNumericLiteral(node)) return Number(node.text);
  if (node.kind === ts.SyntaxKind.TrueKeyword) return true;
  if (node.kind === ts.SyntaxKind.FalseKeyword) return false;
  if (node.kind === ts.SyntaxKind.NullKeyword) return null;
  if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isParenthesizedExpression(node)) {
    return evaluate(node.expression, names);
  }
  if (ts.isIdentifier(node)) return names.has(node.text) ? names.get(node.text) : unknown;
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return node;
  if (ts.isArrayLiteralExpression(node)) {
    return node.elements.flatMap((element) => {
      if (!ts.isSpreadElement(element)) return [evaluate(element, names)];
      const spread = evaluate(element.expression, names);
      return Array.isArray(spread) ? spread : [unknown];
    });
  }
  if (ts.isObjectLiteralExpression(node)) {
    return Object.fromEntries(
      node.properties.flatMap((property) => {
        if (ts.isPropertyAssignment(property) && !ts.isComputedPropertyName(property.name)) {
          return [[property.name.text, evaluate(property.initializer, names)]];
        }
        if (ts.isShorthandPropertyAssignment(property)) {
          return [[property.name.text, evaluate(property.name, names)]];
        }
        return [];
      }),
    );
  }
  if (ts.isPropertyAccessExpression(node)) return member(evaluate(node.expression, names), node.name.text);
  if (ts.isTemplateExpression(node)) {
    const parts = node.templateSpans.map(({ expression }) => evaluate(expression, names));
    if (parts.some((part) => typeof part !== 'string' && typeof part !== 'number')) return unknown;
    return node.templateSpans.reduce(
      (text, span, index) => `${text}${String(parts[index])}${span.literal.text}`,
      node.head.text,
    );
  }
  return unknown;
}

/**
 * @param {unknown} value
 * @param {string} key
 */
function member(value, key) {
  if (typeof value !== 'object' || value === null) return unknown;
  const found = Object.entries(value).find(([name]) => name === key);
  return found === undefined ? unknown : found[1];
}

/**
 * Gives the names of a parameter or loop variable their values.
 * @param {ts.BindingName} pattern
 * @param {unknown} value
 * @param {Names} names
 */
function bind(pattern, value, names) {
  if (ts.isIdentifier(pattern)) names.set(pattern.text, value);
  else {
    pattern.elements.forEach((element, index) => {
      if (ts.isOmittedExpression(element)) return;
      const key = element.propertyName ?? element.name;
      const given = ts.isArrayBindingPattern(pattern)
        ? member(value, String(index))
        : member(value, ts.isIdentifier(key) ? key.text : '');
      bind(element.name, given, names);
    });
  }
}

/**
 * The title vitest gives a row of `it.each`.
 * @param {unknown} template
 * @param {unknown} row
 * @returns {unknown}
 */
function titleOf(template, row) {
  if (typeof template !== 'string') return unknown;
  const values = Array.isArray(row) ? row : [row];
  const wanted = values.slice(0, template.match(/%[sdifjo]/g)?.length ?? 0);
  const named = [...template.matchAll(/\$([\w.]+)/g)].map(([whole, path = '']) => ({
    whole,
    value: path.split('.').reduce(member, row),
  }));
  if ([...wanted, ...named.map(({ value }) => value)].some((value) => value === unknown)) return unknown;
  const filled = named.reduce((text, { whole, value }) => text.replace(whole, String(value)), template);
  return wanted.length === 0 ? filled : format(filled, ...wanted);
}

/**
 * The tests inside each `describeDocumented` of a test file, by reading it: literal titles, rows of `it.each` and
 * `describe.each`, loops over literal lists, and functions of the same file.
 * @param {string} fileName
 * @param {string} text
 * @returns {ReadTests}
 */
export function readTests(fileName, text) {
  const source = ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest, true);
  /** @type {ReadTests} */
  const found = { tests: [], unreadable: [] };
  /** @param {ts.Node} node */
  const lineOf = (node) => source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;

  /**
   * @param {ts.Node} at
   * @param {unknown} title
   * @param {string | undefined} entry
   */
  const note = (at, title, entry) => {
    if (entry === undefined) return;
    if (typeof title === 'string') found.tests.push({ entry, title, line: lineOf(at) });
    else found.unreadable.push({ line: lineOf(at), says: `a title inside ${entry} cannot be read` });
  };

  /**
   * @param {ts.Node | undefined} callee
   * @param {unknown[]} values
   * @param {Names} names
   * @param {string | undefined} entry
   * @param {number} depth
   */
  const enter = (callee, values, names, entry, depth) => {
    if (callee === undefined || !ts.isFunctionLike(callee) || depth > 8) return;
    const inner = new Map(names);
    callee.parameters.forEach(({ name }, index) => bind(name, values[index] ?? unknown, inner));
    if ('body' in callee && callee.body !== undefined) walk(callee.body, inner, entry, depth + 1);
  };

  /**
   * @param {ts.CallExpression} call
   * @param {Names} names
   * @param {string | undefined} entry
   * @param {number} depth
   */
  const readCall = (call, names, entry, depth) => {
    const [first, second] = call.arguments;
    const callee = call.expression;
    if (ts.isIdentifier(callee) && callee.text === 'describeDocumented') {
      const name = first && evaluate(first, names);
      if (typeof name === 'string') enter(second, [], names, name, depth);
      else found.unreadable.push({ line: lineOf(call), says: 'the name of an entry cannot be read' });
      return;
    }
    const isEach =
      ts.isCallExpression(callee) &&
      ts.isPropertyAccessExpression(callee.expression) &&
      callee.expression.name.text === 'each' &&
      ts.isIdentifier(callee.expression.expression);
    if (isEach && ts.isPropertyAccessExpression(callee.expression)) {
      const isTest = testNames.has(callee.expression.expression.getText(source));
      const rows = callee.arguments[0] && evaluate(callee.arguments[0], names);
      if (!Array.isArray(rows)) {
        if (isTest) note(call, unknown, entry);
        else enter(second, [], names, entry, depth);
        return;
      }
      for (const row of rows) {
        if (isTest) note(call, titleOf(first && evaluate(first, names), row), entry);
        else enter(second, Array.isArray(row) ? row : [row], names, entry, depth);
      }
      return;
    }
    if (ts.isIdentifier(callee) && testNames.has(callee.text)) {
      note(call, first && evaluate(first, names), entry);
      return;
    }
    const local = ts.isIdentifier(callee) ? names.get(callee.text) : undefined;
    if (typeof local === 'object' && local !== null && 'kind' in local) {
      const values = call.arguments.map((argument) => evaluate(argument, names));
      enter(/** @type {ts.Node} */ (local), values, names, entry, depth);
      return;
    }
    for (const argument of call.arguments) enter(argument, [], names, entry, depth);
  };

  /**
   * @param {ts.Node} node
   * @param {Names} names
   * @param {string | undefined} entry
   * @param {number} depth
   */
  const walk = (node, names, entry, depth) => {
    if (ts.isSourceFile(node) || ts.isBlock(node)) {
      const inner = new Map(names);
      for (const statement of node.statements) {
        if (ts.isFunctionDeclaration(statement) && statement.name) inner.set(statement.name.text, statement);
        if (ts.isVariableStatement(statement)) {
          for (const { name, initializer } of statement.declarationList.declarations) {
            if (initializer) bind(name, evaluate(initializer, inner), inner);
          }
        }
      }
      for (const statement of node.statements) walk(statement, inner, entry, depth);
    } else if (ts.isForOfStatement(node) && ts.isVariableDeclarationList(node.initializer)) {
      const values = evaluate(node.expression, names);
      const name = node.initializer.declarations[0]?.name;
      for (const value of Array.isArray(values) ? values : [unknown]) {
        const inner = new Map(names);
        if (name) bind(name, value, inner);
        walk(node.statement, inner, entry, depth);
      }
    } else if (ts.isCallExpression(node)) {
      readCall(node, names, entry, depth);
    } else if (!ts.isFunctionLike(node)) {
      ts.forEachChild(node, (child) => walk(child, names, entry, depth));
    }
  };

  walk(source, new Map(), undefined, 0);
  return found;
}
