/** What a plan's search index says, as the matcher takes it. generator/search_index.py wrote it. */

/**
 * @returns the tasks in the order of their numbers, then the hand-written pages: documents for
 *   the matcher, whose fields have a `key` too, with their `address` from the site's root; a task
 *   also has its `number`
 */
export function documentsOf({ topics, departments, tasks, pages }) {
  const named = (places, key) => places.map((place) => ({ key, text: departments[place], rank: 1 }));
  const ofTasks = tasks.map(([number, name, topic, content, lead, support, deadline, note]) => ({
    number,
    address: `${topics[topic][1]}#task-${number}`,
    fields: [
      { key: 'number', text: String(number), rank: 0, whole: true },
      { key: 'name', text: name, rank: 0 },
      { key: 'topic', text: topics[topic][0], rank: 1 },
      ...named(lead, 'lead'),
      ...named(support, 'support'),
      { key: 'content', text: content, rank: 2 },
      { key: 'deadline', text: deadline, rank: 3 },
      { key: 'note', text: note, rank: 3 },
    ].filter(({ text }) => text),
  }));
  const ofPages = pages.map(([title, address, text]) => ({
    address,
    fields: [
      { key: 'title', text: title, rank: 1 },
      { key: 'text', text, rank: 4 },
    ],
  }));
  return ofTasks.concat(ofPages);
}

/**
 * @param {object} index
 * @param {string} [characters] the second part of the index; without it only what is written in the
 *   texts is known, which finds what is asked for as it is written
 * @returns `readings`: character → its readings in letters, ü typed as v or as u; `variants`:
 *   character → the one of the texts that it stands for
 */
export function tablesOf({ topics, departments, tasks, pages, variants: written }, characters) {
  if (!characters) return { readings: new Map(), variants: new Map(Object.entries(written)) };
  const texts = JSON.stringify([topics, departments, tasks, pages]).normalize('NFKC');
  const han = Array.from(new Set(texts.match(/[\u3400-\u9fff]/g))).sort();
  const readings = new Map();
  const variants = new Map();
  characters.split(' ').forEach((entry, place) => {
    const sounds = entry.match(/[a-z]+/g) || [];
    readings.set(han[place], sounds.concat(sounds.map((sound) => sound.replace('v', 'u'))));
    for (const other of entry.replace(/[a-z,]/g, '')) variants.set(other, han[place]);
  });
  return { readings, variants };
}
