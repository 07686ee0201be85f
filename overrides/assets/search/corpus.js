/** The texts to search, joined so that one pass reads them all, and what reads them. */

/**
 * @param {Array} documents each `{ fields: [{ text, rank, whole }] }`: `rank` 0 for the fields
 *   that count most; `whole` where only the complete text answers, as with a number
 * @param {function} normalise see createNormaliser
 * @returns `plain`: the text of every field, normalised, with a line feed after it; `fields`: the
 *   same fields, each with its `document` and its `start` and `end` in `plain`; `firsts`: for each
 *   document its first field
 */
export function createCorpus(documents, normalise) {
  const fields = [];
  const firsts = [];
  let plain = '';
  documents.forEach((document, number) => {
    firsts.push(fields.length);
    for (const { text, rank, whole } of document.fields) {
      const start = plain.length;
      plain += normalise(text);
      fields.push({ text, rank, whole, document: number, start, end: plain.length });
      plain += '\n';
    }
  });
  return { plain, fields, firsts };
}

/**
 * A finite automaton, made deterministic as it goes, so that a character costs one look-up.
 *
 * @param {string} plain see createCorpus
 * @param {Array<number>} start positions of the automaton
 * @param {function} step (position, character) → positions
 * @param {function} qualityAt how well a match that ends at a position answers, the least the
 *   best; Infinity where none ends
 * @returns a function (from, to, visit) that calls visit(start, end, quality) for each place
 *   where a match starts, with the shortest of the best ones
 */
export function createMachine(plain, start, step, qualityAt) {
  const states = new Map();

  function stateOf(positions) {
    const sorted = Array.from(new Set(positions)).sort((one, other) => one - other);
    const name = sorted.join();
    if (!states.has(name)) {
      const quality = Math.min(...sorted.map(qualityAt));
      states.set(name, { positions: sorted, isDead: !name, quality, next: new Map() });
    }
    return states.get(name);
  }

  function next(state, code) {
    let after = state.next.get(code);
    if (after === undefined) {
      const character = String.fromCharCode(code);
      const positions = state.positions.map((one) => (code === 10 ? [] : step(one, character)));
      after = stateOf([].concat(...positions));
      state.next.set(code, after);
    }
    return after;
  }

  const opening = stateOf(start);
  return (from, to, visit) => {
    for (let first = from; first < to; first += 1) {
      let best = Infinity;
      let end = first;
      let state = next(opening, plain.charCodeAt(first));
      for (let at = first + 1; !state.isDead; at += 1) {
        if (state.quality < best) {
          best = state.quality;
          end = at;
        }
        state = next(state, plain.charCodeAt(at));
      }
      if (best < Infinity) visit(first, end, best);
    }
  };
}
