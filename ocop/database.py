"""How migrations add the rules of a whole app: as one step."""

from django.db.migrations.operations.base import Operation


class Together(Operation):
    """Constraints, indexes and triggers, added in order as one step.

    Django draws up all related models anew after each operation. With a few hundred of them a new database
    would take a minute; none of these changes what a model looks like, so once is enough.
    """

    def __init__(self, operations):
        self.operations = operations

    def deconstruct(self):
        """How a migration writes it."""
        return self.__class__.__name__, [self.operations], {}

    def describe(self):
        """What it does, for `migrate` and `sqlmigrate`."""
        return f"{len(self.operations)} constraints, indexes and triggers"

    def state_forwards(self, app_label, state):
        """Take all into the state; its models are drawn up when somebody asks for them."""
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        """Add them one by one."""
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        """Take them away, the last first."""
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)
