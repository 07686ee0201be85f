/** Finds what a mistyped query meant: texts that sound the same or differ by one edit. */

import { createMachine, gb2312, soundsOf } from './pinyin.js';

// Qualities of a hit, after those of pinyin.js.
const HOMOPHONES = 6;
const MISPLACED = 7; // two characters are swapped, or one is left out
const MISTYPED = 8; // one character is wrong, or one is too many

// How many of the 3,755 common characters (level 1 of GB 2312) have each syllable. GB 2312 sorts
// them by syllable, so the counts give the sound of a character that no text has.
const COMMON_SYLLABLES =
  'A2i13n9ng3o9Ba18ai8an15ang12ao17ei15en4eng6i24ian12iao4ie4in6ing9o19u11Ca1ai11an7ang5ao5e5en' +
  'g2CHa11ai3an10ang13ao9e6en10eng15i16ong5ou12u16uai1uan7uang6ui5un7uo2Ci12ong6ou1u4uan3ui8un3' +
  'uo6Da6ai12an15ang5ao12e3eng7i19ian16iao9ie7ing9iu1ong10ou8u14uan6ui4un9uo12E13n1r8Fa8an17ang' +
  '11ei12en15eng15o1ou1u45Ga2ai6an11ang9ao10e17ei1en2eng7ong15ou9u18ua6uai3uan11uang3ui16un3uo6' +
  'Ha1ai7an19ang3ao9e18ei2en4eng5ong9ou7u18ua9uai5uan14uang14ui21un6uo10Ji53ia17ian40iang13iao2' +
  '8ie27in20ing25iong2iu17u25uan7ue10un11Ka4ai5an6ang7ao4e15en4eng2ong4ou4u7ua5uai4uan2uang8ui1' +
  '1un4uo4La7ai3an15ang7ao9e2ei11eng3i34ia1ian14iang11iao13ie5in12ing14iu11ong9ou6u20v14uan6ve2' +
  'un7uo12Ma9ai6an9ang6ao12e1ei16en3eng8i14ian9iao8ie2in6ing6iu1o17ou3u15Na7ai5an3ang1ao5e1ei2e' +
  'n1eng1i11ian7iang2iao2ie7in1ing6iu4ong4u3v1uan1ve2uo4O1u7Pa6ai6an8ang5ao7ei9en2eng14i17ian4i' +
  'ao4ie2in5ing9o9u15Qi36ia3ian22iang8iao15ie5in11ing13iong2iu8u13uan11ue8un2Ran4ang5ao3e2en10e' +
  'ng2i1ong10ou3u10uan2ui3un2uo2Sa3ai4an4ang3ao4e3en1eng1SHa9ai2an16ang8ao11e12en16eng11i47ou10' +
  'u33ua2uai4uan2uang3ui4un4uo4Si16ong8ou4u12uan3ui11un3uo8Ta9ai9an18ang13ao11e1eng4i15ian8iao5' +
  'ie3ing10ong13ou4u11uan2ui6un3uo11Wa7ai2an17ang10ei33en10eng3o9u29Xi35ia13ian26iang20iao18ie2' +
  '1in10ing15iong7iu9u19uan10ue6un14Ya16an33ang17ao15e15i53in16ing18o1ong15ou20u45uan20ue10un12' +
  'Za3ai7an4ang3ao14e4ei1en1eng4ZHa14ai6an17ang15ao10e10en16eng15i43ong11ou14u26ua2uai1uan6uang' +
  '7ui6un2uo11Zi15ong7ou4u8uan2ui4un2uo8';

// How long a query must be to allow one edit, and to allow an edit that changes a typed character.
// Shorter queries would match too much that was not meant.
const LEAST = { han: { misplaced: 2, mistyped: 3 }, letters: { misplaced: 5, mistyped: 7 } };
const MOST = 40;

const isLetter = (character) => /[a-z]/.test(character);

/** A character can be mistyped for another of its kind. A different digit is not a typing error. */
const alike = (one, other) => isLetter(one) === isLetter(other) && !/^\d\d$/.test(one + other);

/**
 * Matches texts that differ from the pattern by homophones or by one edit, in pinyin by one letter.
 * A pattern that is too short matches nothing.
 */
export function nearMachine(pattern, readingsOf, plain) {
  const letters = isLetter(pattern);
  const { length } = pattern;
  const least = letters ? LEAST.letters : LEAST.han;
  const edits = length >= least.misplaced && length <= MOST && !(letters && isShortWord(pattern));
  const mistyped = length >= least.mistyped ? MISTYPED : Infinity;

  // A position is the number of characters of the pattern read so far, plus `size` times a state:
  // one of the qualities, no edit yet, or the first half of a swap.
  const size = length + 2;
  const clean = 0;
  const swapping = 1;

  function read(position, character) {
    const kind = Math.floor(position / size);
    const at = position % size;
    const expected = pattern[at];
    if (character === expected || (kind === HOMOPHONES && soundAlike(character, expected))) {
      return [kind === swapping ? MISPLACED * size + at + 2 : position + 1];
    }
    if (kind !== clean || at >= length) return [];
    const next = [];
    if (alike(character, expected)) {
      next.push(MISTYPED * size + at + 1);
      if (at > 0 || letters) next.push(MISPLACED * size + at);
    }
    if (character === pattern[at + 1]) next.push(swapping * size + at, MISTYPED * size + at + 2);
    return next;
  }

  function soundAlike(character, typed) {
    const sounds = soundsAlone(typed);
    return soundsAlone(character).some((sound) => sounds.includes(sound));
  }

  /** The usual sounds of a character, even if no text has it. */
  function soundsAlone(character) {
    return readingsOf(character).usual.concat(commonSounds().get(character) || []);
  }

  function step(position, character) {
    const next = read(position, character);
    for (const reading of letters ? readingsOf(character).usual : []) {
      let positions = [position];
      for (const letter of reading) {
        positions = [].concat(...positions.map((one) => read(one, letter)));
      }
      next.push(...positions);
    }
    return next;
  }

  function qualityAt(position) {
    const kind = Math.floor(position / size);
    const left = length - (position % size);
    if (left === 1 && kind === clean) return mistyped;
    if (left > 0 || kind === swapping) return Infinity;
    return kind === MISTYPED ? mistyped : Math.max(kind, HOMOPHONES);
  }

  const start = edits ? [clean] : [];
  if (!letters && length > 1) start.push(HOMOPHONES * size);
  return createMachine(plain, start, step, qualityAt);
}

/** Whether letters are one or two whole syllables: then they are a word, even if no text has it. */
function isShortWord(letters) {
  const syllables = new Set(commonSounds().values());
  for (let at = 1; at <= letters.length; at += 1) {
    const isWhole = at === letters.length || syllables.has(letters.slice(at));
    if (isWhole && syllables.has(letters.slice(0, at))) return true;
  }
  return false;
}

let common = null;

function commonSounds() {
  common = common || soundsOf(gb2312(), COMMON_SYLLABLES);
  return common;
}
