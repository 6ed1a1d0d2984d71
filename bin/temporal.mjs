// Loaded before the program: Temporal for the Node that does not know it yet.
if (!('Temporal' in globalThis)) await import('temporal-polyfill/global')
