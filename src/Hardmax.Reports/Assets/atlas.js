// The moving picture of a counterexample, and buttons that copy. All that is said is exact text from the page's data; numbers are for drawing alone.
(function () {
  'use strict';
  const svgSpace = 'http://www.w3.org/2000/svg';
  const calm = matchMedia('(prefers-reduced-motion: reduce)');

  function shape(parent, name, attributes, text) {
    const element = document.createElementNS(svgSpace, name);
    for (const key of Object.keys(attributes)) { element.setAttribute(key, attributes[key]); }
    if (text !== undefined) { element.textContent = text; }
    parent.append(element);
    return element;
  }

  function html(parent, name, text, className) {
    const element = document.createElement(name);
    if (text !== undefined) { element.textContent = text; }
    if (className) { element.className = className; }
    parent.append(element);
    return element;
  }

  const px = value => String(Math.round(value * 100) / 100);
  const dot = (x, y) => x.reduce((sum, value, c) => sum + value * y[c], 0);
  const list = tokens => tokens.join(', ');
  const leads = (layer, i) => layer[i].set.length === 1 && layer[i].set[0] === i;

  // Counter-clockwise corners of the convex hull of pixels, by Andrew's monotone chain.
  function hullOf(points) {
    const turns = (a, b, p) => (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]);
    const sorted = points.slice().sort((p, q) => p[0] - q[0] || p[1] - q[1]);
    const chain = ordered => {
      const corners = [];
      for (const p of ordered) {
        while (corners.length > 1 && turns(corners[corners.length - 2], corners[corners.length - 1], p) <= 0) { corners.pop(); }
        corners.push(p);
      }
      return corners.slice(0, -1);
    };
    return chain(sorted).concat(chain(sorted.slice().reverse()));
  }

  const pathOf = points => 'M' + points.map(p => px(p[0]) + ' ' + px(p[1])).join('L');

  function star(radius) {
    const points = [];
    for (let k = 0; k < 10; k++) {
      const [r, angle] = [k % 2 ? radius * 0.42 : radius, Math.PI * (k / 5 - 0.5)];
      points.push([r * Math.cos(angle), r * Math.sin(angle)]);
    }
    return pathOf(points) + 'Z';
  }

  // A step of 1, 2 or 5 times a power of ten.
  function niceStep(span) {
    const power = Math.pow(10, Math.floor(Math.log10(span)));
    return [1, 2, 5, 10].map(m => m * power).find(step => step >= span);
  }

  function stage(figure) {
    const source = figure.querySelector('script.run');
    if (!source) { return; }
    const data = JSON.parse(source.textContent);
    const layers = data.layers;
    const last = layers.length - 1;
    const all = layers[0].map((_, i) => i);
    const dimension = data.dimension;
    const live = figure.querySelector('.live');
    const svg = live.querySelector('.view svg');
    const about = live.querySelector('.about');
    const here = live.querySelector('.here');
    const slider = live.querySelector('#layer');
    const output = live.querySelector('output');
    const play = live.querySelector('.play');
    const state = { layer: 0, turn: 37, tilt: 23, focus: -1, hover: -1, attention: true, images: false, limits: true };
    const back = shape(svg, 'g', { class: 'back', 'aria-hidden': 'true' });
    const tokens = shape(svg, 'g', { class: 'tokens', role: 'listbox', 'aria-label': 'Tokens', 'aria-orientation': 'horizontal' });
    const labels = shape(svg, 'g', { class: 'labels', 'aria-hidden': 'true' });
    let shown = layers[0].map(token => token.at);
    let shownLayer = 0;
    let frame = null;
    let motion = 0;
    let timer = 0;

    const marks = all.map(i => {
      const mark = shape(tokens, 'g', { class: 'token', role: 'option', tabindex: i ? -1 : 0, 'data-token': i });
      shape(mark, 'circle', { class: 'halo', r: 13 });
      shape(mark, 'circle', { class: 'disc', r: 6 });
      shape(mark, 'path', { class: 'star', d: star(10) });
      return mark;
    });

    const active = () => state.hover >= 0 ? state.hover : state.focus;
    const name = i => 'token ' + i + (data.labels ? ' \u201c' + data.labels[i] + '\u201d' : '');
    const said = token => token.image.replace(/[(),\s0]/g, '') === '' ? '0' : token.image;

    // Where a point of R^d is seen: to the right, upwards, towards the reader.
    function project(p) {
      if (dimension === 1) { return [p[0], 0, 0]; }
      if (dimension === 2) { return [p[0], p[1], 0]; }
      if (dimension > 3) { return [dot(p, data.view[0]), dot(p, data.view[1]), 0]; }
      const [a, b] = [state.turn * Math.PI / 180, state.tilt * Math.PI / 180];
      const along = Math.cos(a) * p[0] + Math.sin(a) * p[1];
      return [Math.cos(a) * p[1] - Math.sin(a) * p[0], Math.cos(b) * p[2] - Math.sin(b) * along, Math.cos(b) * along + Math.sin(b) * p[2]];
    }

    // The window in pixels, and the scale: one for all directions, because angles matter.
    function layOut() {
      const width = Math.max(260, live.querySelector('.view').clientWidth);
      const height = Math.round(Math.min(width * 0.86, 470));
      const box = { left: dimension === 3 ? 8 : 38, top: 8, right: width - 8, bottom: height - (dimension === 3 ? 8 : 26) };
      const points = layers.flatMap(layer => layer.map(token => token.at)).concat(data.limits.map(limit => limit.at));
      const origin = new Array(dimension).fill(0);
      const spread = set => Math.max(...origin.map((_, c) => Math.max(...set.map(p => p[c])) - Math.min(...set.map(p => p[c]))));
      // The origin is where A z starts from; it is left out where the tokens would become small for it.
      if (spread(points.concat([origin])) <= 3 * spread(points)) { points.push(origin); }
      const size = [box.right - box.left - 64, box.bottom - box.top - 64];
      frame = { width, height, box };
      if (dimension === 3) {
        frame.centre = origin.map((_, c) => (Math.max(...points.map(p => p[c])) + Math.min(...points.map(p => p[c]))) / 2);
        const radius = Math.max(...points.map(p => Math.hypot(...p.map((x, c) => x - frame.centre[c]))));
        frame.scale = Math.min(...size) / 2 / (radius || 1);
      } else {
        const seen = points.map(project);
        const low = [0, 1].map(c => Math.min(...seen.map(p => p[c])));
        const high = [0, 1].map(c => Math.max(...seen.map(p => p[c])));
        const span = [high[0] - low[0], high[1] - low[1]];
        const scales = [0, 1].filter(c => span[c] > 0).map(c => size[c] / span[c]);
        frame.scale = scales.length ? Math.min(...scales) : size[0] / 2;
        frame.middle = [(low[0] + high[0]) / 2, (low[1] + high[1]) / 2];
      }
      frame.row = (box.bottom - box.top - 64) / last;
      svg.setAttribute('viewBox', '0 0 ' + width + ' ' + height);
    }

    function place(p, layer) {
      const q = project(p);
      const middle = dimension === 3 ? project(frame.centre) : frame.middle;
      const x = (frame.box.left + frame.box.right) / 2 + (q[0] - middle[0]) * frame.scale;
      const y = dimension === 1
        ? frame.box.top + 32 + layer * frame.row
        : (frame.box.top + frame.box.bottom) / 2 - (q[1] - middle[1]) * frame.scale;
      return [x, y, q[2]];
    }

    function drawAxes() {
      const { left, right, top, bottom } = frame.box;
      if (dimension === 3) {
        // A small cross at the origin, and the directions of the axes in a corner.
        const zero = place([0, 0, 0]);
        shape(back, 'path', { class: 'axis', d: 'M' + px(zero[0] - 5) + ' ' + px(zero[1]) + 'h10m-5 -5v10' });
        const corner = [left + 40, bottom - 40];
        [[1, 0, 0], [0, 1, 0], [0, 0, 1]].forEach((unit, c) => {
          const q = project(unit);
          arrow(back, corner, [corner[0] + 28 * q[0], corner[1] - 28 * q[1]], 'axis');
          shape(back, 'text', { class: 'tick middle', x: px(corner[0] + 38 * q[0]), y: px(corner[1] - 38 * q[1] + 4) }, 'x' + (c + 1));
        });
        return;
      }
      shape(back, 'rect', { class: 'window', x: left, y: top, width: right - left, height: bottom - top });
      const step = niceStep(62 / frame.scale);
      const digits = Math.max(0, Math.min(12, Math.ceil(-Math.log10(step))));
      const text = value => (Math.abs(value) >= 1e6 || digits > 6 ? value.toPrecision(3) : value.toFixed(digits)).replace('-', '\u2212');
      const centre = [(left + right) / 2, (top + bottom) / 2];
      for (let k = Math.ceil((frame.middle[0] - (centre[0] - left) / frame.scale) / step); ; k++) {
        const x = centre[0] + (k * step - frame.middle[0]) * frame.scale;
        if (x > right) { break; }
        shape(back, 'path', { class: k ? 'grid' : 'grid zero', d: pathOf([[x, top], [x, bottom]]) });
        shape(back, 'text', { class: 'tick middle', x: px(x), y: bottom + 17 }, text(k * step));
      }
      if (dimension === 1) {
        const every = Math.ceil(26 / frame.row);
        for (let layer = 0; layer <= last; layer += every) {
          shape(back, 'text', { class: 'tick end', x: left - 6, y: px(top + 36 + layer * frame.row) }, String(layer));
        }
        return;
      }
      for (let k = Math.ceil((frame.middle[1] - (bottom - centre[1]) / frame.scale) / step); ; k++) {
        const y = centre[1] - (k * step - frame.middle[1]) * frame.scale;
        if (y < top) { break; }
        shape(back, 'path', { class: k ? 'grid' : 'grid zero', d: pathOf([[left, y], [right, y]]) });
        shape(back, 'text', { class: 'tick end', x: left - 6, y: px(y + 4) }, text(k * step));
      }
    }

    function drawHulls() {
      const hull = (points, className) => {
        const corners = hullOf(points);
        shape(back, 'path', { class: className, d: pathOf(corners.length ? corners : points.slice(0, 1)) + 'Z' });
      };
      if (dimension === 1) {
        const rows = layers.map((layer, k) => layer.map(token => place(token.at, k)).sort((p, q) => p[0] - q[0]));
        shape(back, 'path', { class: 'hull first', d: pathOf(rows.map(row => row[0]).concat(rows.map(row => row[row.length - 1]).reverse())) + 'Z' });
      } else {
        hull(layers[0].map(token => place(token.at, 0)), 'hull first');
      }
      hull(shown.map(p => place(p, shownLayer)), 'hull now');
    }

    function drawLimits() {
      const group = shape(back, 'g', { class: 'limits' });
      for (const limit of data.limits) {
        const [x, y] = place(limit.at, last + 0.6);
        const forms = { leader: 'M-10 0a10 10 0 1 0 20 0a10 10 0 1 0 -20 0', combination: 'M0 -11L11 0L0 11L-11 0Z', other: 'M-9 -9H9V9H-9Z', cycle: 'M0 -11L10 7H-10Z' };
        const classes = { leader: 'ring', combination: 'diamond', other: 'square', cycle: 'triangle' };
        shape(group, 'path', { class: classes[limit.kind], d: forms[limit.kind], transform: 'translate(' + px(x) + ' ' + px(y) + ')' });
      }
    }

    function arrow(group, from, to, className) {
      const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
      if (length < 3) { return; }
      const [ux, uy] = [(to[0] - from[0]) / length, (to[1] - from[1]) / length];
      const head = Math.min(7, length * 0.6);
      const wing = side => [to[0] - head * (ux - side * uy * 0.55), to[1] - head * (uy + side * ux * 0.55)];
      shape(group, 'path', { class: className, d: pathOf([from, to]) + pathOf([wing(1), to, wing(-1)]) });
    }

    // Thin lines to every token attended to, an arrow to their mean, and on it the place of the next layer.
    function drawAttention(group, i) {
      const token = layers[state.layer][i];
      const from = place(token.at, state.layer);
      for (const other of token.set) {
        if (other === i) { continue; }
        const to = place(layers[state.layer][other].at, state.layer);
        const bend = dimension === 1 ? 'M' + px(from[0]) + ' ' + px(from[1]) + 'Q' + px((from[0] + to[0]) / 2) + ' ' + px(from[1] - 12 - Math.min(40, Math.abs(to[0] - from[0]) * 0.12)) + ' ' + px(to[0]) + ' ' + px(to[1]) : pathOf([from, to]);
        shape(group, 'path', { class: 'attends', d: bend });
      }
      const mean = place(token.meanAt, state.layer);
      const gap = Math.hypot(mean[0] - from[0], mean[1] - from[1]);
      const isHidden = layers[state.layer].some(other => other.place === token.mean);
      arrow(group, from, isHidden && gap > 24 ? [0, 1].map(c => mean[c] - 8 * (mean[c] - from[c]) / gap) : mean, 'mean');
      if (gap > 12) {
        const next = [0, 1].map(c => from[c] + data.gamma * (mean[c] - from[c]));
        shape(group, 'circle', { class: 'next', cx: px(next[0]), cy: px(next[1]), r: 3 });
      }
    }

    function drawImage(group, i, level) {
      const token = layers[state.layer][i];
      const length = Math.hypot(...token.toward);
      if (length === 0) { return; }
      const unit = project(token.toward.map(x => x / length));
      const from = place(token.at, state.layer);
      arrow(group, from, [from[0] + 46 * unit[0], from[1] - 46 * unit[1]], 'image');
      if (dimension === 2 && level) {
        const at = place(layers[state.layer][token.set[0]].at, state.layer);
        const reach = frame.width + frame.height;
        const { left, right, top, bottom } = frame.box;
        const window = shape(group, 'svg', { x: left, y: top, width: right - left, height: bottom - top, viewBox: left + ' ' + top + ' ' + (right - left) + ' ' + (bottom - top) });
        shape(window, 'path', { class: 'level', d: pathOf([[at[0] + reach * unit[1], at[1] + reach * unit[0]], [at[0] - reach * unit[1], at[1] - reach * unit[0]]]) });
      }
    }

    function drawTokens() {
      const layer = layers[state.layer];
      const spots = shown.map(p => place(p, shownLayer));
      const centre = [0, 1].map(c => spots.reduce((sum, p) => sum + p[c], 0) / spots.length);
      const order = all.slice().sort((i, j) => spots[i][2] - spots[j][2]);
      const depths = order.map(i => spots[i][2]);
      all.forEach(i => {
        const mark = marks[i];
        const nearness = depths[depths.length - 1] > depths[0] ? (spots[i][2] - depths[0]) / (depths[depths.length - 1] - depths[0]) : 1;
        const size = dimension === 3 ? 0.82 + 0.3 * nearness : 1;
        mark.setAttribute('transform', 'translate(' + px(spots[i][0]) + ' ' + px(spots[i][1]) + ')' + (size === 1 ? '' : ' scale(' + px(size) + ')'));
        mark.setAttribute('class', 'token' + (leads(layer, i) ? ' leads' : '') + (i === active() ? ' chosen' : ''));
        mark.setAttribute('aria-selected', String(i === state.focus));
        mark.setAttribute('aria-label', name(i) + ' at layer ' + state.layer + ': ' + layer[i].place + (leads(layer, i) ? '; leads' : '') + '; attends to ' + list(layer[i].set) + '; A z = ' + said(layer[i]));
      });
      // One label for tokens that look like one, away from the middle of all.
      labels.replaceChildren();
      const done = new Set();
      for (const i of all) {
        if (done.has(i)) { continue; }
        const together = all.filter(j => Math.hypot(spots[j][0] - spots[i][0], spots[j][1] - spots[i][1]) < 5 && !done.has(j));
        together.forEach(j => done.add(j));
        const away = dimension === 1 ? [0, -1] : [spots[i][0] - centre[0], spots[i][1] - centre[1]];
        const length = Math.hypot(...away);
        const [ux, uy] = length > 4 || dimension === 1 ? away.map(x => x / (length || 1)) : [0, -1];
        const text = together.length === 1 && data.labels ? i + ' ' + data.labels[i].slice(0, 14) : together.join(', ');
        const half = 3.6 * text.length;
        const x = Math.max(frame.box.left + half, Math.min(frame.box.right - half, spots[i][0] + ux * (14 + half)));
        const y = Math.max(frame.box.top + 8, Math.min(frame.box.bottom - 4, spots[i][1] + uy * (dimension === 1 ? 21 : 18) + 4.5));
        shape(labels, 'text', { class: 'label middle', x: px(x), y: px(y) }, text);
      }
    }

    function draw() {
      back.replaceChildren();
      drawAxes();
      drawHulls();
      if (state.limits) { drawLimits(); }
      all.forEach(i => {
        const seen = layers.slice(0, Math.floor(shownLayer) + 1).map((layer, k) => place(layer[i].at, k));
        shape(back, 'path', { class: i === active() ? 'trail chosen' : 'trail', d: pathOf(seen.concat([place(shown[i], shownLayer)])) });
      });
      if (!motion) {
        const others = shape(back, 'g', { class: active() >= 0 ? 'attention dim' : 'attention' });
        const chosen = shape(back, 'g', { class: 'attention chosen' });
        all.forEach(i => {
          const group = i === active() ? chosen : others;
          if (state.attention || i === active()) { drawAttention(group, i); }
          if (state.images || i === active()) { drawImage(group, i, i === active()); }
        });
      }
      drawTokens();
    }

    function row(table, term, value, near) {
      html(table, 'dt', term);
      const cell = html(table, 'dd', value);
      if (near && value.length > 26) { html(cell, 'span', ' \u2248 (' + near.map(x => String(Number(x.toPrecision(6)))).join(', ') + ')', 'near'); }
    }

    // Tokens at one place, in words: "tokens 0 and 1 are equal".
    function equals(layer) {
      const at = new Map();
      all.forEach(i => at.set(layer[i].place, (at.get(layer[i].place) || []).concat([i])));
      return Array.from(at.values()).filter(group => group.length > 1).map(group => 'Tokens ' + list(group) + ' are equal. ').join('');
    }

    function tell() {
      const layer = layers[state.layer];
      const i = active();
      about.replaceChildren();
      if (i >= 0) {
        const token = layer[i];
        const ends = data.limits.filter(limit => limit.tokens.includes(i));
        html(about, 'h3', name(i).replace('t', 'T') + ' at layer ' + state.layer);
        const facts = html(about, 'dl');
        row(facts, 'place', token.place, token.at);
        row(facts, 'attends to', leads(layer, i) ? i + ' alone: it leads' : list(token.set) + (token.set.length === all.length ? ' (everyone)' : ''));
        row(facts, 'their mean', token.mean, token.meanAt);
        row(facts, 'A z', said(token));
        if (state.layer < last) { row(facts, 'next layer', layers[state.layer + 1][i].place, layers[state.layer + 1][i].at); }
        if (ends.length) { row(facts, ends[0].kind === 'cycle' ? 'for ever' : 'limit', ends.map(limit => limit.exact).join(' \u2192 ')); }
      } else {
        const leaders = all.filter(k => leads(layer, k));
        const again = layers.findIndex((other, k) => k < state.layer && all.every(t => other[t].place === layer[t].place));
        html(about, 'h3', 'Layer ' + state.layer);
        const settled = data.limit.status !== 'undecided' && state.layer >= data.limit.layer;
        const sets = data.limit.status === 'cycle' ? 'From layer ' + data.limit.layer + ' on the run is certified to cycle for ever.' : 'From layer ' + data.limit.layer + ' on the limit is certified.';
        html(about, 'p', (leaders.length ? (leaders.length > 1 ? 'Leaders: ' : 'Leader: ') + list(leaders) + '. ' : 'Nobody leads. ')
          + equals(layer)
          + (again >= 0 ? 'Exactly the state of layer ' + again + ' again. ' : '')
          + (settled ? sets : ''));
      }
      const table = document.createElement('table');
      const head = html(html(table, 'thead'), 'tr');
      ['token', 'place', 'attends to'].forEach(text => { html(head, 'th', text).scope = 'col'; });
      const body = html(table, 'tbody');
      all.forEach(k => {
        const line = html(body, 'tr', undefined, k === i ? 'chosen' : '');
        html(line, 'th', (leads(layer, k) ? '\u2605 ' : '') + k).scope = 'row';
        html(line, 'td', layer[k].place);
        html(line, 'td', list(layer[k].set));
      });
      here.replaceChildren(table);
    }

    function settle() {
      motion = 0;
      shown = layers[state.layer].map(token => token.at);
      shownLayer = state.layer;
      draw();
    }

    function glide(from, fromLayer) {
      cancelAnimationFrame(motion);
      const began = performance.now();
      const step = now => {
        const part = Math.min(1, (now - began) / 420);
        if (part >= 1) { settle(); return; }
        const t = part * part * (3 - 2 * part);
        shown = layers[state.layer].map((token, i) => token.at.map((x, c) => from[i][c] + t * (x - from[i][c])));
        shownLayer = fromLayer + t * (state.layer - fromLayer);
        motion = requestAnimationFrame(step);
        draw();
      };
      motion = requestAnimationFrame(step);
    }

    function moveTo(layer) {
      const target = Math.max(0, Math.min(last, layer));
      if (target === state.layer) { return; }
      state.layer = target;
      slider.value = String(target);
      output.textContent = target + ' of ' + last;
      slider.setAttribute('aria-valuetext', 'layer ' + target + ' of ' + last);
      tell();
      if (calm.matches || document.hidden) { settle(); } else { glide(shown, shownLayer); }
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
      tell();
      draw();
    }

    // Fingers are blunt and tokens small: the nearest one counts.
    function nearest(event) {
      const box = svg.getBoundingClientRect();
      const at = [(event.clientX - box.left) * frame.width / box.width, (event.clientY - box.top) * frame.height / box.height];
      const gaps = shown.map(p => place(p, shownLayer)).map(p => Math.hypot(p[0] - at[0], p[1] - at[1]));
      const best = gaps.indexOf(Math.min(...gaps));
      return gaps[best] < 24 ? best : -1;
    }

    function focusOn(i) {
      marks.forEach((mark, k) => mark.setAttribute('tabindex', k === i ? 0 : -1));
      marks[i].focus({ preventScroll: true });
    }

    slider.addEventListener('input', () => { stop(); moveTo(Number(slider.value)); });
    live.querySelector('.back').addEventListener('click', () => { stop(); moveTo(state.layer - 1); });
    live.querySelector('.forth').addEventListener('click', () => { stop(); moveTo(state.layer + 1); });
    play.addEventListener('click', () => {
      if (timer) { stop(); return; }
      if (state.layer === last) { moveTo(0); }
      play.textContent = 'Pause';
      about.setAttribute('aria-live', 'off');
      timer = setInterval(() => { if (state.layer === last) { stop(); } else { moveTo(state.layer + 1); } }, 900);
    });
    live.querySelectorAll('.switches input').forEach(box => box.addEventListener('change', () => { state[box.name] = box.checked; draw(); }));

    marks.forEach((mark, i) => {
      mark.addEventListener('focus', () => choose(i, -1));
      mark.addEventListener('blur', () => choose(-1, state.hover));
      mark.addEventListener('keydown', event => {
        const keys = { ArrowLeft: () => focusOn((i + all.length - 1) % all.length), ArrowRight: () => focusOn((i + 1) % all.length), ArrowUp: () => moveTo(state.layer + 1), ArrowDown: () => moveTo(state.layer - 1), Home: () => moveTo(0), End: () => moveTo(last), Escape: () => mark.blur() };
        if (keys[event.key]) { event.preventDefault(); stop(); keys[event.key](); }
      });
    });

    const turn = live.querySelector('#turn');
    const tilt = live.querySelector('#tilt');
    let drag = null;
    let dragged = false;
    if (turn) {
      turn.addEventListener('input', () => { state.turn = Number(turn.value); draw(); });
      tilt.addEventListener('input', () => { state.tilt = Number(tilt.value); draw(); });
      svg.classList.add('turns');
      svg.addEventListener('pointerdown', event => {
        dragged = false;
        drag = { x: event.clientX, y: event.clientY, turn: state.turn, tilt: state.tilt };
      });
      window.addEventListener('pointerup', () => { drag = null; });
      window.addEventListener('pointercancel', () => { drag = null; });
    }
    svg.addEventListener('pointermove', event => {
      if (drag) {
        const [dx, dy] = [event.clientX - drag.x, event.clientY - drag.y];
        dragged = dragged || Math.hypot(dx, dy) > 5;
        if (!dragged) { return; }
        state.turn = Math.round((drag.turn - dx * 0.5 + 540) % 360 + 360) % 360 - 180;
        state.tilt = Math.round(Math.max(-90, Math.min(90, drag.tilt + dy * 0.5)));
        turn.value = String(state.turn);
        tilt.value = String(state.tilt);
        draw();
        return;
      }
      if (event.pointerType !== 'touch') { choose(state.focus, nearest(event)); }
    });
    svg.addEventListener('pointerleave', () => choose(state.focus, -1));
    svg.addEventListener('click', event => {
      const found = dragged ? -1 : nearest(event);
      dragged = false;
      if (found >= 0) { focusOn(found); }
    });

    play.hidden = calm.matches;
    figure.querySelector('.still').hidden = true;
    live.hidden = false;
    output.textContent = '0 of ' + last;
    slider.value = '0';
    slider.setAttribute('aria-valuetext', 'layer 0 of ' + last);
    layOut();
    tell();
    draw();
    new ResizeObserver(() => { layOut(); draw(); }).observe(live.querySelector('.view'));
  }

  // The clipboard may be refused; then the text is selected, and one key press is left to the reader.
  async function copy(button) {
    const text = button.parentElement.querySelector('pre');
    let done = false;
    try {
      await navigator.clipboard.writeText(text.textContent);
      done = true;
    } catch {
      const range = document.createRange();
      range.selectNodeContents(text);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      done = document.execCommand('copy');
    }
    button.textContent = done ? 'Copied' : 'Selected: press Ctrl+C';
    setTimeout(() => { button.textContent = 'Copy'; }, 2000);
  }

  document.querySelectorAll('figure.stage').forEach(stage);
  document.querySelectorAll('button.copy').forEach(button => {
    button.hidden = false;
    button.addEventListener('click', () => { copy(button); });
  });
}());
