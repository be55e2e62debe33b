"""A whole archive made into publications: thousands of articles, on all cores or on a cluster, resumable.

`running.run` hands tasks to any `concurrent.futures.Executor`; `task.make_task` makes one article anywhere; the ledger
remembers what was made of what, so that nothing is made twice.
"""
