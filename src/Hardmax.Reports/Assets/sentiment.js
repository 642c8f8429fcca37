(function () {
  'use strict';
  // The picture of an explanation: a slider moves the words from layer to layer and last to where they end.
  const SVG = 'http://www.w3.org/2000/svg';
  const calm = matchMedia('(prefers-reduced-motion: reduce)');
  const around = [[1, -1], [-1, -1], [1, 1], [-1, 1], [0, -1], [1, 0], [-1, 0], [0, 1]];

  function start(figure) {
    const data = JSON.parse(figure.querySelector('script.run').textContent);
    const svg = figure.querySelector('svg.sentiment');
    const about = figure.querySelector('.about');
    const stepper = figure.querySelector('.stepper');
    const slider = stepper.querySelector('input');
    const output = stepper.querySelector('output');
    const play = stepper.querySelector('button');
    const words = data.words;
    const all = words.map((_, i) => i);
    const last = data.layers.length - 1;
    const isProved = data.layers[last] === '\u221e';
    const marks = all.map(i => svg.querySelector('.word[data-word="' + i + '"]'));
    const paths = all.map(i => svg.querySelector('.path[data-word="' + i + '"]'));
    const notes = Array.from(svg.querySelectorAll('.note'));
    const mean = svg.querySelector('.mean');
    const margin = svg.querySelector('.margin');
    const labels = svg.querySelector('.labels');
    const pen = document.createElement('canvas').getContext('2d');
    const state = { layer: last, focus: -1, hover: -1 };
    let size = 1;
    let timer = 0;

    const active = () => (state.hover >= 0 ? state.hover : state.focus);
    const at = (i, layer) => [words[i].at[2 * layer], words[i].at[2 * layer + 1]];
    const leads = (i, layer) => words[i].since !== undefined && words[i].since <= layer;
    const named = layer => (data.layers[layer] === '\u221e' ? 'infinite depth' : 'layer ' + data.layers[layer]);
    const times = word => (word.count > 1 ? ', ' + word.count + ' times' : '');

    // How many units of the picture a pixel of the screen is, within limits: text keeps its size, the picture does not.
    function measure() {
      size = Math.max(0.5, Math.min(1.2, 400 / (svg.clientWidth || 400)));
      svg.style.setProperty('--size', size.toFixed(3));
      pen.font = '700 12.5px ' + getComputedStyle(svg).fontFamily;
    }

    function crosses(a, b) { return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]; }

    // Of the places around a point the first whose box is in the window and free; the chosen word has one in any case.
    function room(point, reach, text, taken, isChosen) {
      const half = [(pen.measureText(text).width / 2 + 2) * size, 8 * size];
      const [left, top, right, bottom] = data.window;
      let found = null;
      for (const [dx, dy] of around) {
        const gap = (dx && dy ? 0.75 : 1) * reach;
        const middle = [point[0] + dx * (gap + half[0]), point[1] + dy * (gap + half[1])];
        const box = [middle[0] - half[0], middle[1] - half[1], middle[0] + half[0], middle[1] + half[1]];
        if (box[0] < left || box[1] < top || box[2] > right || box[3] > bottom) { continue; }
        if (!taken.some(other => crosses(box, other))) { found = box; break; }
      }
      if (!found && isChosen) {
        const x = Math.max(left + half[0], Math.min(right - half[0], point[0]));
        const y = point[1] - reach - 2 * half[1] > top ? point[1] - reach - half[1] : point[1] + reach + half[1];
        found = [x - half[0], y - half[1], x + half[0], y + half[1]];
      }
      return found;
    }

    function square(point, half) { return [point[0] - half, point[1] - half, point[0] + half, point[1] + half]; }

    function write(box, text, className) {
      const label = document.createElementNS(SVG, 'text');
      label.setAttribute('class', className);
      label.setAttribute('x', ((box[0] + box[2]) / 2).toFixed(1));
      label.setAttribute('y', (box[3] - 4 * size).toFixed(1));
      label.textContent = text;
      labels.append(label);
    }

    // Words that look like one share a label. The chosen word comes first, then leaders, then frequent words.
    function drawLabels() {
      labels.replaceChildren();
      const layer = state.layer;
      const chosen = active();
      const taken = notes.map(note => note.getBBox()).map(box => [box.x, box.y, box.x + box.width, box.y + box.height]);
      all.filter(i => leads(i, layer)).forEach(i => taken.push(square(at(i, layer), 5 * size)));
      if (data.means[layer]) { taken.push(square(data.means[layer], 7 * size)); }
      const order = all.slice().sort((i, j) => (j === chosen) - (i === chosen) || leads(j, layer) - leads(i, layer) || words[j].count - words[i].count || i - j);
      const done = new Set();
      for (const i of order) {
        if (done.has(i)) { continue; }
        const together = all.filter(j => !done.has(j) && Math.hypot(at(j, layer)[0] - at(i, layer)[0], at(j, layer)[1] - at(i, layer)[1]) < 3 * size);
        together.forEach(j => done.add(j));
        const text = together.length > 1 && i !== chosen ? '\u2068' + words[i].label + '\u2069 +' + (together.length - 1) : words[i].label;
        const box = room(at(i, layer), (leads(i, layer) ? 8 : 5) * size, text, taken, i === chosen);
        if (!box) { continue; }
        taken.push(box);
        write(box, text, 'label middle ' + words[i].side + (leads(i, layer) ? ' lead' : '') + (i === chosen ? ' chosen' : ''));
      }
      if (layer !== last) { return; }
      for (const i of order) {
        if (i === chosen || Math.hypot(at(i, 0)[0] - at(i, last)[0], at(i, 0)[1] - at(i, last)[1]) < 3 * size) { continue; }
        const box = room(at(i, 0), 4 * size, words[i].label, taken, false);
        if (box) {
          taken.push(box);
          write(box, words[i].label, 'label middle start');
        }
      }
    }

    function draw() {
      const layer = state.layer;
      svg.classList.toggle('stepping', layer !== last);
      all.forEach(i => {
        const [x, y] = at(i, layer);
        const mark = marks[i];
        mark.style.transform = 'translate(' + x + 'px, ' + y + 'px) scale(' + size.toFixed(3) + ')';
        mark.classList.toggle('leads', leads(i, layer));
        mark.classList.toggle('chosen', i === active());
        paths[i].classList.toggle('chosen', i === active());
        mark.setAttribute('aria-selected', String(i === state.focus));
        mark.setAttribute('aria-label', words[i].name + times(words[i]) + '; ' + named(layer) + ': ' + words[i].places[layer] + ', value ' + words[i].values[layer] + (words[i].ends ? '; ' + words[i].ends : ''));
      });
      const middle = data.means[layer];
      if (mean) {
        mean.style.display = middle ? '' : 'none';
        if (middle) { mean.style.transform = 'translate(' + middle[0] + 'px, ' + middle[1] + 'px) scale(' + size.toFixed(3) + ')'; }
      }
      if (margin) {
        margin.style.display = middle ? '' : 'none';
        if (middle) { margin.setAttribute('d', 'M' + middle[0] + ' ' + middle[1] + 'L' + middle[2] + ' ' + middle[3]); }
      }
      drawLabels();
    }

    function say(name, text) {
      const line = document.createElement(name);
      line.textContent = text;
      about.append(line);
    }

    function tell() {
      about.replaceChildren();
      const layer = state.layer;
      if (active() >= 0) {
        const word = words[active()];
        say('h3', '\u2068' + word.name + '\u2069' + times(word));
        say('p', (layer === last && isProved ? 'At infinite depth: ' : 'At ' + named(layer) + ': ') + word.places[layer] + ', where the value is ' + word.values[layer] + '.');
        if (word.ends) { say('p', word.ends.charAt(0).toUpperCase() + word.ends.slice(1) + '.'); }
        return;
      }
      const leading = all.filter(i => leads(i, layer)).map(i => '\u2068' + words[i].label + '\u2069');
      say('h3', layer === last && isProved ? 'Infinite depth' : 'Layer ' + data.layers[layer]);
      say('p', leading.length === 0 ? (isProved ? 'No word leads.' : 'Nothing is proved, so no leaders are marked.') : (leading.length === 1 ? 'One word leads: ' : leading.length + ' words lead: ') + leading.slice(0, 12).join(', ') + (leading.length > 12 ? ', \u2026' : '') + '.');
      if (layer === last && isProved) { say('p', 'Labels in italics stand where words start; the lines are their paths.'); }
    }

    function moveTo(layer) {
      state.layer = Math.max(0, Math.min(last, layer));
      slider.value = String(state.layer);
      slider.setAttribute('aria-valuetext', named(state.layer));
      output.textContent = data.layers[state.layer];
      draw();
      tell();
    }

    function stop() {
      clearInterval(timer);
      timer = 0;
      play.textContent = 'Play';
      about.removeAttribute('aria-live');
    }

    function choose(focus, hover) {
      if (focus === state.focus && hover === state.hover) { return; }
      [state.focus, state.hover] = [focus, hover];
      draw();
      tell();
    }

    // Fingers are blunt and words small: the nearest one counts.
    function nearest(event) {
      const box = svg.getBoundingClientRect();
      const unit = 400 / box.width;
      const gaps = all.map(i => Math.hypot(at(i, state.layer)[0] - (event.clientX - box.left) * unit, at(i, state.layer)[1] - (event.clientY - box.top) * unit));
      const best = gaps.indexOf(Math.min(...gaps));
      return gaps[best] < 24 * unit ? best : -1;
    }

    function focusOn(i) {
      marks.forEach((mark, k) => mark.setAttribute('tabindex', k === i ? '0' : '-1'));
      marks[i].focus({ preventScroll: true });
    }

    marks.forEach((mark, i) => {
      mark.removeAttribute('transform');
      mark.querySelector('title').remove();
      mark.setAttribute('role', 'option');
      mark.setAttribute('tabindex', i === 0 ? '0' : '-1');
      mark.addEventListener('focus', () => choose(i, -1));
      mark.addEventListener('blur', () => choose(-1, state.hover));
      mark.addEventListener('keydown', event => {
        const keys = { ArrowLeft: () => focusOn((i + all.length - 1) % all.length), ArrowRight: () => focusOn((i + 1) % all.length), ArrowUp: () => moveTo(state.layer + 1), ArrowDown: () => moveTo(state.layer - 1), Home: () => moveTo(0), End: () => moveTo(last), Escape: () => mark.blur() };
        if (keys[event.key]) { event.preventDefault(); stop(); keys[event.key](); }
      });
    });
    if (mean) { mean.removeAttribute('transform'); }
    slider.addEventListener('input', () => { stop(); moveTo(Number(slider.value)); });
    play.addEventListener('click', () => {
      if (timer) { stop(); return; }
      if (state.layer === last) { moveTo(0); }
      play.textContent = 'Pause';
      about.setAttribute('aria-live', 'off');
      timer = setInterval(() => { if (state.layer === last) { stop(); } else { moveTo(state.layer + 1); } }, 900);
    });
    svg.addEventListener('pointermove', event => { if (event.pointerType !== 'touch') { choose(state.focus, nearest(event)); } });
    svg.addEventListener('pointerleave', () => choose(state.focus, -1));
    svg.addEventListener('click', event => {
      const found = nearest(event);
      if (found >= 0) { focusOn(found); }
    });

    // A picture whose parts are reached one by one is a group, and its words are a list.
    svg.setAttribute('role', 'group');
    const list = svg.querySelector('.words');
    list.setAttribute('role', 'listbox');
    list.setAttribute('aria-label', 'Words');
    figure.classList.add('live');
    about.hidden = false;
    stepper.hidden = false;
    figure.querySelector('.hint').hidden = false;
    play.hidden = calm.matches;
    measure();
    moveTo(last);
    new ResizeObserver(() => { svg.classList.remove('glides'); measure(); draw(); requestAnimationFrame(() => svg.classList.add('glides')); }).observe(svg);
  }

  document.querySelectorAll('figure.words').forEach(start);
}());
