(function () {
  'use strict';
  // The slider of a picture: one layer at a time, and all of them at its right end. No less-than or ampersand here: the page is XML as well as HTML.
  document.querySelectorAll('figure.picture').forEach(function (figure) {
    var stepper = figure.querySelector('.stepper');
    if (!stepper) { return; }
    var picture = figure.querySelector('svg');
    var range = stepper.querySelector('input');
    var shown = stepper.querySelector('output');
    var play = stepper.querySelector('button');
    var timer = 0;
    var groups = Array.from(picture.querySelectorAll('[data-layer]'));
    var layers = Array.from(picture.querySelectorAll('.layers [data-layer]'), layerOf);
    var leaders = Array.from(picture.querySelectorAll('[data-since]'));

    function layerOf(group) { return Number(group.getAttribute('data-layer')); }

    function show(layer) {
      var isAll = layer === undefined;
      picture.classList.toggle('stepping', !isAll);
      groups.forEach(function (group) { group.classList.toggle('now', layerOf(group) === layer); });
      leaders.forEach(function (star) {
        var since = Number(star.getAttribute('data-since'));
        star.classList.toggle('later', !isAll ? Math.min(since, layer) !== since : false);
      });
      shown.textContent = isAll ? 'all' : String(layer);
      range.setAttribute('aria-valuetext', isAll ? 'all layers' : 'layer ' + layer);
    }

    function stop() {
      clearInterval(timer);
      timer = 0;
      play.textContent = 'Play';
    }

    function moveTo(position) {
      range.value = String(position);
      show(layers[position]);
      if (position === layers.length) { stop(); }
    }

    range.addEventListener('input', function () { stop(); show(layers[Number(range.value)]); });
    play.addEventListener('click', function () {
      if (timer) { stop(); return; }
      if (Number(range.value) === layers.length) { moveTo(0); }
      play.textContent = 'Pause';
      timer = setInterval(function () { moveTo(Number(range.value) + 1); }, 700);
    });
    // What moves by itself is not offered to readers who asked for less motion; the slider does the same by hand.
    play.hidden = matchMedia('(prefers-reduced-motion: reduce)').matches;
    stepper.hidden = false;
    show(undefined);
  });
}());
