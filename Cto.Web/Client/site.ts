// What runs in the browser: htmx with its server-sent events, and small things of our own.
import "htmx.org";
import "htmx-ext-sse";
