import postcss, { type AtRule } from 'postcss';

/** Raises a selector above every host rule without `!important`, and all of them by the same step. */
const raised = ':not(#\\#)';

/** Rules whose subject is the root itself carry the public variables: a host must be able to set those. */
function isAboutRoot(selector: string): boolean {
  return /^\.chat-root(\[[^\]]*\])*$/.test(selector.trim());
}

/**
 * The stylesheet for pages whose own CSS is not in layers: what the host says of `button`, `*` or `a:hover`
 * reaches none of our elements. `defence` comes first, then every component's rules.
 */
export function hardenStyles(css: string, defence: string): string {
  const sheet = postcss.parse(`${defence}\n${css}`);
  sheet.walkRules((rule) => {
    if (rule.parent?.type === 'atrule' && (rule.parent as AtRule).name.endsWith('keyframes')) return;
    rule.selectors = rule.selectors.map((selector) => (isAboutRoot(selector) ? selector : raised + selector));
  });
  return sheet.toString();
}
