import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, it } from 'vitest';

const components = fileURLToPath(new URL('../components/', import.meta.url));

const files = readdirSync(components, { recursive: true })
  .map(String)
  .filter((path) => path.endsWith('.tsx') && !/\.(test|test-support|stories)\.tsx$/.test(path));

/** Elements written without a class of ours; what is drawn inside an svg has no need of one. */
function bareElements(path: string): readonly string[] {
  const source = ts.createSourceFile(
    path,
    readFileSync(components + path, 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const opening = ts.isJsxElement(node)
      ? node.openingElement
      : ts.isJsxSelfClosingElement(node)
        ? node
        : null;
    const name = opening?.tagName.getText();
    if (opening != null && name !== undefined && /^[a-z]/.test(name)) {
      const named = opening.attributes.properties.some(
        (attribute) => ts.isJsxSpreadAttribute(attribute) || attribute.name.getText() === 'className',
      );
      if (!named) {
        const { line } = source.getLineAndCharacterOfPosition(opening.getStart());
        found.push(`${path}:${line + 1} <${name}>`);
      }
      if (name === 'svg') return;
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

it('every element of ours carries a class, so that the unlayered stylesheet takes it out of the host’s reach', () => {
  expect(files.length).toBeGreaterThan(50);
  expect(files.flatMap(bareElements)).toEqual([]);
});
