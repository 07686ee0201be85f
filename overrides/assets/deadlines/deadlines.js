/**
 * Shows what depends on the current day: whether it is in the plan's year, whether a dated deadline
 * of that year is near, and which deadlines have passed. The built pages have only the dates.
 */

const sentences = document.querySelector('[data-wp-deadlines]');
if (sentences) tell(today());

/**
 * The current day in the office's time zone, as `YYYY-MM-DD`, wherever the reader is. That zone is
 * always eight hours ahead of UTC. Asking the browser for it would take 50 ms on a slow phone.
 */
function today() {
  return new Date(Date.now() + 8 * 3600000).toISOString().slice(0, 10);
}

function tell(day) {
  const isThisYear = (date) => date.slice(0, 4) === day.slice(0, 4);
  for (const mark of document.querySelectorAll('[data-wp-year]')) {
    mark.hidden = !isThisYear(mark.dataset.wpYear);
  }
  for (const time of document.querySelectorAll('time.wp-due')) {
    const due = time.getAttribute('datetime');
    if (due >= day && !isThisYear(due)) continue;
    const state = document.createElement('span');
    state.className = 'wp-due__state';
    const { status } = time.dataset; // empty if unknown; none if the plan says nothing of any task
    const isOverdue = due < day && status !== undefined;
    state.textContent = isOverdue ? sentences.dataset.overdue : sentence(due, day);
    if (due < day && !status) tellOutcome(state);
    time.parentElement.after(state);
  }
  const isAnyPast = document.querySelector('.wp-due__outcome') !== null;
  for (const note of document.querySelectorAll('[data-wp-outcome]')) note.hidden = !isAnyPast;
}

/** On a phone, the table of all tasks hides this part in its cards and shows it once above them. */
function tellOutcome(state) {
  const outcome = document.createElement('span');
  outcome.className = 'wp-due__outcome';
  outcome.textContent = sentences.dataset.outcome;
  state.append(outcome);
}

function sentence(due, day) {
  if (due < day) return sentences.dataset.past;
  const days = Math.round((Date.parse(due) - Date.parse(day)) / 86400000);
  if (days === 0) return sentences.dataset.today;
  const sameMonth = due.slice(0, 7) === day.slice(0, 7);
  return (sameMonth ? sentences.dataset.month : sentences.dataset.days).replace('{days}', days);
}
