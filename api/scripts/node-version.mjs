// No import and no new syntax here: this file must load on the very versions it refuses.
const NEEDED = [20, 19];

/**
 * The sentence that refuses a Node version, or undefined when it will do.
 *
 * @param {string} version such as "20.19.0"
 */
export function nodeVersionProblem(version) {
  const parts = version.split(".").map(Number);
  const enough = parts[0] > NEEDED[0] || (parts[0] === NEEDED[0] && parts[1] >= NEEDED[1]);
  return enough
    ? undefined
    : `sopflow needs Node ${NEEDED.join(".")} or newer and this is ${version}: install a newer Node and try again.`;
}
