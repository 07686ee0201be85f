/** What a query with a mistake in it was meant to be: a homophone, or one edit away. */

import { createMachine } from './corpus.js';

// How well a hit answers, after those of pinyin.js.
const HOMOPHONES = 6;
const MISPLACED = 7; // all that was typed is there: two characters swapped, or one left out
const MISTYPED = 8; // one character is wrong, or too many

// How many of the 3,755 common characters, level 1 of GB 2312, have each syllable: they stand there
// in the order of their syllables, which tells how a character sounds that no text has.
const COMMON_SYLLABLES =
  'a2ai13an9ang3ao9ba18bai8ban15bang12bao17bei15ben4beng6bi24bian12biao4bie4bin6bing9bo19bu' +
  '11ca1cai11can7cang5cao5ce5ceng2cha11chai3chan10chang13chao9che6chen10cheng15chi16chong5c' +
  'hou12chu16chuai1chuan7chuang6chui5chun7chuo2ci12cong6cou1cu4cuan3cui8cun3cuo6da6dai12dan' +
  '15dang5dao12de3deng7di19dian16diao9die7ding9diu1dong10dou8du14duan6dui4dun9duo12e13en1er' +
  '8fa8fan17fang11fei12fen15feng15fo1fou1fu45ga2gai6gan11gang9gao10ge17gei1gen2geng7gong15g' +
  'ou9gu18gua6guai3guan11guang3gui16gun3guo6ha1hai7han19hang3hao9he18hei2hen4heng5hong9hou7' +
  'hu18hua9huai5huan14huang14hui21hun6huo10ji53jia17jian40jiang13jiao28jie27jin20jing25jion' +
  'g2jiu17ju25juan7jue10jun11ka4kai5kan6kang7kao4ke15ken4keng2kong4kou4ku7kua5kuai4kuan2kua' +
  'ng8kui11kun4kuo4la7lai3lan15lang7lao9le2lei11leng3li34lia1lian14liang11liao13lie5lin12li' +
  'ng14liu11long9lou6lu20lv14luan6lve2lun7luo12ma9mai6man9mang6mao12me1mei16men3meng8mi14mi' +
  'an9miao8mie2min6ming6miu1mo17mou3mu15na7nai5nan3nang1nao5ne1nei2nen1neng1ni11nian7niang2' +
  'niao2nie7nin1ning6niu4nong4nu3nv1nuan1nve2nuo4o1ou7pa6pai6pan8pang5pao7pei9pen2peng14pi1' +
  '7pian4piao4pie2pin5ping9po9pu15qi36qia3qian22qiang8qiao15qie5qin11qing13qiong2qiu8qu13qu' +
  'an11que8qun2ran4rang5rao3re2ren10reng2ri1rong10rou3ru10ruan2rui3run2ruo2sa3sai4san4sang3' +
  'sao4se3sen1seng1sha9shai2shan16shang8shao11she12shen16sheng11shi47shou10shu33shua2shuai4' +
  'shuan2shuang3shui4shun4shuo4si16song8sou4su12suan3sui11sun3suo8ta9tai9tan18tang13tao11te' +
  '1teng4ti15tian8tiao5tie3ting10tong13tou4tu11tuan2tui6tun3tuo11wa7wai2wan17wang10wei33wen' +
  '10weng3wo9wu29xi35xia13xian26xiang20xiao18xie21xin10xing15xiong7xiu9xu19xuan10xue6xun14y' +
  'a16yan33yang17yao15ye15yi53yin16ying18yo1yong15you20yu45yuan20yue10yun12za3zai7zan4zang3' +
  'zao14ze4zei1zen1zeng4zha14zhai6zhan17zhang15zhao10zhe10zhen16zheng15zhi43zhong11zhou14zh' +
  'u26zhua2zhuai1zhuan6zhuang7zhui6zhun2zhuo11zi15zong7zou4zu8zuan2zui4zun2zuo8';

// How long a query must be for one edit, and for one that changes what was typed: shorter ones are
// near too much that was not meant.
const LEAST = { han: { misplaced: 2, mistyped: 3 }, letters: { misplaced: 5, mistyped: 7 } };
const MOST = 40;

const isLetter = (character) => /[a-z]/.test(character);

/** A character is mistyped for another of its kind; another number is no typing error. */
const alike = (one, other) => isLetter(one) === isLetter(other) && !/^\d\d$/.test(one + other);

/**
 * Matches what differs from the pattern by homophones or by one edit, in pinyin by one letter;
 * null where the pattern is too short.
 */
export function nearMachine(pattern, readingsOf, plain) {
  const letters = isLetter(pattern);
  const { length } = pattern;
  const least = letters ? LEAST.letters : LEAST.han;
  const edits = length >= least.misplaced && length <= MOST;
  const mistyped = length >= least.mistyped ? MISTYPED : Infinity;

  // A position is how much of the pattern was read, plus `size` times what happened on the way:
  // one of the qualities, nothing yet, or the first half of a swap.
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

  /** A character's usual readings; those of others than the texts have are in no index. */
  function soundsOf(character) {
    const sounds = readingsOf(character).slice(0, 1);
    const common = commonReadings().get(character);
    return common ? sounds.concat(common) : sounds;
  }

  function soundAlike(character, typed) {
    const sounds = soundsOf(typed);
    return soundsOf(character).some((sound) => sounds.includes(sound));
  }

  function step(position, character) {
    const next = read(position, character);
    for (const reading of letters ? readingsOf(character) : []) {
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
  return start.length ? createMachine(plain, start, step, qualityAt) : null;
}

let common = null;

function commonReadings() {
  if (common === null) {
    common = new Map();
    const bytes = [];
    for (let row = 0xb0; row < 0xd8; row += 1) {
      for (let cell = 0xa1; cell < 0xff; cell += 1) bytes.push(row, cell);
    }
    const characters = Array.from(new TextDecoder('gb18030').decode(new Uint8Array(bytes)));
    for (const [, syllable, count] of COMMON_SYLLABLES.matchAll(/(\D+)(\d+)/g)) {
      for (const character of characters.splice(0, Number(count))) common.set(character, syllable);
    }
  }
  return common;
}
