"""Work in a process of its own, with limits of time and memory, that may die without harm.

`client` keeps such processes and asks them; `serving` is what runs in them; `forking` is the quicker way of the command
line. What comes back is data that is checked (`packing`), never code.
"""
