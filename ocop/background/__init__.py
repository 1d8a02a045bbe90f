"""Work that no page waits for: a queue in the database, worked off by `manage.py run_queue` (docs/deployment.md).

A room declares its jobs in its `tasks.py` and puts them on the queue by `enqueue()`:

    @task(title=_("Read an uploaded list"), most_attempts=3, seconds=120)
    def read_list(key): ...

    read_list.enqueue(upload.pk)

The job is a row of the same database. It begins after the transaction that enqueued it, and never if that is rolled back.
It may be begun twice, after its worker was killed: it locks what it works on and looks whether that is done already.
"""
