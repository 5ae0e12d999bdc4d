// Keeps a page that is open true: its times, its connection, and what was being done on it while news came.
(function () {
  'use strict'
  var main = document.getElementById('main')
  var line = document.getElementById('line')
  var news = document.getElementById('news')
  if (!main || !line || !news) return

  var RECENT = 60000 // whoever did nothing for this long is no longer about to press
  var SETTLES = 400 // a button that came under the finger just now is not meant
  var GRACE = 4000 // a stream that ends and comes back at once is no loss
  var skew = Date.now() - Date.parse(document.body.dataset.now)
  var lostAt = null, telling = null, answered = false, held = false, touchedAt = 0

  var DAY = 864e5
  var hours = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
  var seconds = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' })
  var dated = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit' })
  var days = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })
  var full = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'long' })

  function roughly(s) {
    return s < 60 ? s + ' s' : s < 3600 ? Math.floor(s / 60) + ' min'
      : s < 172800 ? Math.floor(s / 3600) + ' h' : Math.floor(s / 86400) + ' days'
  }

  function passed(at) {
    return Math.floor((Date.now() - skew - at) / 1000)
  }

  function ago(at) {
    var s = passed(at)
    return s < 0 ? 'in ' + roughly(-s) : s < 1 ? 'just now' : roughly(s) + ' ago'
  }

  function clock(at) {
    return (Math.abs(Date.now() - skew - at) < DAY * 20 / 24 ? hours : days).format(at)
  }

  function isToday(at) {
    return new Date(at).toDateString() === new Date(Date.now() - skew).toDateString()
  }

  var as = {
    ago: ago,
    clock: clock,
    lasting: function (at) { return roughly(Math.max(0, passed(at))) },
    seconds: function (at) { return (isToday(at) ? seconds : dated).format(at) }
  }

  function times() {
    document.querySelectorAll('time[data-as]').forEach(function (one) {
      var at = Date.parse(one.dateTime), text = as[one.dataset.as](at)
      if (one.textContent !== text) one.textContent = text
      one.title = full.format(at)
    })
  }

  function lost(how) {
    lostAt = lostAt || new Date()
    telling = telling || setTimeout(function () {
      line.textContent = how + ' since ' + hours.format(lostAt) + '. What is shown is what was known then.'
      document.body.classList.add('lost')
    }, GRACE)
  }

  function back() {
    var was = lostAt
    clearTimeout(telling)
    lostAt = telling = null
    line.textContent = ''
    document.body.classList.remove('lost')
    return was
  }

  main.addEventListener('htmx:sseError', function () { lost('Connection lost') })
  main.addEventListener('htmx:sseOpen', function () { if (back()) htmx.trigger(document.body, 'said') })
  main.addEventListener('htmx:sendError', function (e) { if (e.detail.elt === main) lost('Connection lost') })
  main.addEventListener('htmx:responseError', function (e) { if (e.detail.elt === main) lost('No news came') })

  ;['pointermove', 'pointerdown', 'keydown'].forEach(function (kind) {
    document.addEventListener(kind, function () { touchedAt = Date.now() }, { passive: true })
  })

  // Somebody is about to answer: nothing on the page may move or change its meaning now.
  function busy() {
    if (Date.now() - touchedAt > RECENT) return false
    var hovers = matchMedia('(hover: hover)').matches
    return !!main.querySelector('form:focus-within, .question:focus-within' + (hovers ? ', form:hover, .question:hover' : ''))
  }

  document.addEventListener('htmx:oobBeforeSwap', function (e) {
    var old = e.detail.target, fresh = e.detail.fragment
    if (old.id !== 'said' && !answered && busy()) {
      e.detail.shouldSwap = false
      if (!held) news.textContent = 'There is news. It is shown once you leave the buttons.'
      held = true
      return
    }
    old.querySelectorAll('details[id]').forEach(function (one) {
      var same = fresh.querySelector('#' + CSS.escape(one.id))
      if (same) same.open = one.open
    })
    var now = fresh.querySelector('#now') || (fresh.id === 'now' ? fresh : null)
    if (now && now.dataset.says !== old.dataset.says) news.textContent = now.dataset.says
    fresh.querySelectorAll('form').forEach(function (form) { form.shownAt = performance.now() })
  })

  document.addEventListener('htmx:beforeRequest', function (e) {
    var said = document.getElementById('said')
    if (said && e.detail.requestConfig.verb === 'post') said.textContent = ''
  })

  document.addEventListener('htmx:afterRequest', function (e) {
    var posted = e.detail.requestConfig && e.detail.requestConfig.verb === 'post'
    if (posted) {
      answered = true
      e.detail.elt.shownAt = performance.now() // the second half of a double click is not a second word
      var said = document.getElementById('said'), status = e.detail.xhr && e.detail.xhr.status
      if (!said) return
      if (!said.textContent && !e.detail.successful) {
        said.textContent = !status ? 'The agent could not be reached. Look how things stand before you say it again.'
          : status === 403 ? 'Nothing was done: this page is no longer one of this session. Load this page again, then say it again.'
          : 'No clear answer came (' + status + '). Look how things stand before you say it again.'
      }
      if (said.textContent) said.focus()
      return
    }
    if (e.detail.elt === main) {
      answered = false
      if (e.detail.successful && !held && main.querySelector('.line:empty') === null) back()
      var now = document.getElementById('now')
      if (now) document.title = document.title.replace(/^.*?(?= · Homelab Agent$)/, now.dataset.title && main.classList.contains('first') ? now.dataset.title : '$&')
      times()
    }
  })

  ;['pointerout', 'focusout'].forEach(function (kind) {
    document.addEventListener(kind, function () {
      if (held) setTimeout(function () { if (held && !busy()) { held = false; news.textContent = ''; htmx.trigger(document.body, 'said') } }, 50)
    })
  })

  document.addEventListener('click', function (e) {
    var form = e.target.closest && e.target.closest('form')
    if (form && e.target.closest('button') && performance.now() - (form.shownAt || -1e9) < SETTLES) {
      e.preventDefault()
      e.stopImmediatePropagation()
    }
  }, true)

  times()
  setInterval(function () {
    times()
    if (held && !busy()) { held = false; news.textContent = ''; htmx.trigger(document.body, 'said') }
  }, 5000)
})()
