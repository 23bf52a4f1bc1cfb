"""The local page: the same file, to look at. Starlette and Jinja2, drawn on this machine, nothing loaded from elsewhere.

    server      the socket on loopback, the one-time link, the end
    app         the routes, as a table
    safety      who may ask: every request passes it before anything else sees it
    desk        what one run knows: the file, its keys, what is to be said next
    drawing     templates to answers; errors in words
    asked       the address bar <-> Filters <-> a line to type
    rehearsal   every page drawn once after the start, so that nobody's first waits
    links       addresses that may be followed
    pages/      one file a page: its handlers

A page is a handler in `pages/` (a plain function `(request) -> Response`; Starlette gives it a thread), a template in
`templates/` that extends `layout.html`, a row in `app.ROUTES` and, where it stands in the head of every page, one in
`drawing.PLACES`. Read with `desk.reading(request)` (read only, one connection a request), change with
`desk.changing(request)`, answer with `drawing.page(...)`, and after a change with `drawing.moved(...)`. Errors of ours
may simply be raised. Every form has `{{ token_field() }}`; `desk.form(request)` gives its fields. Templates and their style
sheet stand here and not in data/, because they are program: they go with the package, so that a wheel, an editable
install and a bare checkout find them in the same place.

No inline script or style (the policy forbids them): a mark's length is an attribute of SVG, and comfort is in
`static/page.js`: `data-swap="#id"` on a form or link swaps that part of the page instead of loading all of it.
"""
