"""An analyst's preview: a report on a loopback address, rendered again whenever a file it is made of changes.

making: what one rendering takes. fresh, spare: run it from the files as they are now. loop: what is watched, and what
follows. site: what the browser gets. command: all of it.
"""
