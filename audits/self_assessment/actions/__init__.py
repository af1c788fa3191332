"""Everything that changes tools, campaigns and returns. Views and commands call these."""

from audits.self_assessment.actions.accepting import Instead, accept_instead, ask_after_all
from audits.self_assessment.actions.answers import AnswerConflict, confirm_standard, save_answer
from audits.self_assessment.actions.bringing_in import bring_in_tool
from audits.self_assessment.actions.campaigns import change_campaign, close_campaign, extend, open_campaign
from audits.self_assessment.actions.challenges import end_challenge, name_challenger, write_views
from audits.self_assessment.actions.conversations import ask_agency, close_conversation, comment, reply
from audits.self_assessment.actions.delegation import hand_over, take_back
from audits.self_assessment.actions.discarding import discard_tool
from audits.self_assessment.actions.evidence import bring_evidence, put_beside, renew
from audits.self_assessment.actions.exchange import (
    bring_return_in,
    load_file,
    map_tool,
    save_as_file,
    trust_board,
    trust_no_more,
)
from audits.self_assessment.actions.letters import begin_letter, change_letter, draft_afresh, issue_letter
from audits.self_assessment.actions.papers import ask_for_paper, make_paper, offer_of
from audits.self_assessment.actions.scrutiny import close_return, finish, judge, send_back, take_up
from audits.self_assessment.actions.signing import ask_to_sign, decline, sign, take_back_from_signing
from audits.self_assessment.actions.starting import take_ready
from audits.self_assessment.actions.submission import NotReady, submit
from audits.self_assessment.actions.tool_parts import (
    add_part,
    change_part,
    change_tool,
    copy_part,
    move_part,
    remove_part,
    say_ready,
    take_back_to_draft,
    take_standards,
)
from audits.self_assessment.actions.tools import begin_tool, next_version

__all__ = [
    "AnswerConflict",
    "Instead",
    "NotReady",
    "accept_instead",
    "add_part",
    "ask_after_all",
    "ask_agency",
    "ask_for_paper",
    "ask_to_sign",
    "begin_letter",
    "begin_tool",
    "bring_evidence",
    "bring_in_tool",
    "bring_return_in",
    "change_campaign",
    "change_letter",
    "change_part",
    "change_tool",
    "close_campaign",
    "close_conversation",
    "close_return",
    "comment",
    "confirm_standard",
    "copy_part",
    "decline",
    "discard_tool",
    "draft_afresh",
    "end_challenge",
    "extend",
    "finish",
    "hand_over",
    "issue_letter",
    "judge",
    "load_file",
    "make_paper",
    "map_tool",
    "move_part",
    "name_challenger",
    "next_version",
    "offer_of",
    "open_campaign",
    "put_beside",
    "remove_part",
    "renew",
    "reply",
    "save_answer",
    "save_as_file",
    "say_ready",
    "send_back",
    "sign",
    "submit",
    "take_back",
    "take_back_from_signing",
    "take_back_to_draft",
    "take_ready",
    "take_standards",
    "take_up",
    "trust_board",
    "trust_no_more",
    "write_views",
]
