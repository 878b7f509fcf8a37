/**
 * @typedef {{ file: string, find: string, replace: string }} Change
 * @typedef {{ name: string, promise: string, changes: Change[] }} Mutation
 */

/** Promises of the engine and the smallest change that breaks each. @type {Mutation[]} */
export const mutations = [];
