/** Puts beside each calendar a link to subscribe and a button to copy its address. */

import { copy } from './copy.js';

const tools = document.getElementById('wp-calendar');
for (const place of document.querySelectorAll('[data-wp-calendar]')) equip(place);

function equip(place) {
  const address = new URL(place.dataset.wpCalendar, location.href).href;
  place.textContent = '';
  place.append(tools.content.cloneNode(true));
  for (const name of place.querySelectorAll('.wp-unseen')) name.textContent = place.dataset.wpName;
  place.querySelector('a').href = address.replace(/^https?:/, 'webcal:');
  const status = place.querySelector('[role=status]');
  place.querySelector('button').addEventListener('click', () => copy(address, status));
}
