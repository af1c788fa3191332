"""What may go wrong in words a person can act on."""


class Refused(Exception):
    """It may not happen now; the message is a sentence for the person who asked."""


class TransitionError(Refused):
    """The state it is in does not lead to the state asked for."""


class Conflict(Refused):
    """Someone else wrote first; nothing of either is lost."""
