from typing import Any

from django.urls import URLPattern, path

from audits.self_assessment.views import (
    accepting,
    answering,
    campaigns,
    conversations,
    evidence,
    exchange,
    letters,
    panel,
    receipts,
    returns,
    signing,
    tool_parts,
    tools,
)

app_name = "self-assessment"


def of_part(kind: str, above: str, places: str) -> list[URLPattern]:
    """Where a tool's standards or questions are added to what they belong to, changed, moved, copied, taken out."""
    which: dict[str, Any] = {"kind": kind}
    return [
        path(f"tools/{above}<int:pk>/{places}/add/", tool_parts.part_add, which, name=f"tool-{kind}-add"),
        path(f"tools/{places}/<int:pk>/change/", tool_parts.part_change, which, name=f"tool-{kind}-change"),
        path(f"tools/{places}/<int:pk>/move/", tool_parts.part_move, which, name=f"tool-{kind}-move"),
        path(f"tools/{places}/<int:pk>/copy/", tool_parts.part_copy, which, name=f"tool-{kind}-copy"),
        path(f"tools/{places}/<int:pk>/remove/", tool_parts.part_remove, which, name=f"tool-{kind}-remove"),
    ]


urlpatterns = [
    path("", campaigns.home, name="home"),
    path("open/part/", campaigns.campaign_part, name="campaign-part"),
    path("open/", campaigns.campaign_open, name="campaign-open"),
    path("<int:pk>/", campaigns.campaign_detail, name="campaign-detail"),
    path("<int:pk>/results/", campaigns.campaign_results, name="campaign-results"),
    path("<int:pk>/results.<str:form>", campaigns.campaign_download, name="campaign-download"),
    path("<int:pk>/change/", campaigns.campaign_change, name="campaign-change"),
    path("<int:pk>/close/", campaigns.campaign_close, name="campaign-close"),
    path("returns/<int:pk>/", returns.return_detail, name="return-detail"),
    path("returns/<int:pk>/standards/<int:standard>/", answering.return_standard, name="return-standard"),
    path("returns/<int:pk>/submit/", returns.return_submit, name="return-submit"),
    path("returns/<int:pk>/ask-to-sign/", signing.signing_ask, name="signing-ask"),
    path("returns/<int:pk>/take-back/", signing.signing_take_back, name="signing-take-back"),
    path("sign/<str:token>/", signing.sign, name="sign"),
    path("returns/<int:pk>/delegate/", returns.return_delegate, name="return-delegate"),
    path("returns/<int:pk>/extend/", campaigns.return_extend, name="return-extend"),
    path("returns/<int:pk>/accept/", accepting.return_accept, name="return-accept"),
    path("returns/<int:pk>/ask-after-all/", accepting.return_ask_after_all, name="return-ask-after-all"),
    path("returns/<int:pk>/bring/", exchange.return_bring, name="return-bring"),
    path("brought/<int:pk>/", exchange.brought_detail, name="brought-detail"),
    path("brought/<int:pk>/questions/", exchange.brought_map, name="brought-map"),
    path("other-boards/", exchange.other_boards, name="other-boards"),
    path("other-boards/<int:pk>/end/", exchange.other_board_end, name="other-board-end"),
    path("handed-in/<int:pk>/file/", exchange.handing_in_file, name="handing-in-file"),
    path("returns/<int:pk>/read/", returns.return_read, name="return-read"),
    path("returns/<int:pk>/send-back/", panel.return_send_back, name="return-send-back"),
    path("returns/<int:pk>/finish/", panel.return_finish, name="return-finish"),
    path("returns/<int:pk>/close/", panel.return_close, name="return-close"),
    path(
        "returns/<int:pk>/standards/<int:standard>/ask/",
        conversations.conversation_begin,
        {"is_internal": False},
        name="conversation-ask",
    ),
    path(
        "returns/<int:pk>/standards/<int:standard>/comment/",
        conversations.conversation_begin,
        {"is_internal": True},
        name="conversation-comment",
    ),
    path("returns/<int:pk>/letter/", letters.letter_draft, name="letter-draft"),
    path("returns/<int:pk>/letter/afresh/", letters.letter_afresh, name="letter-afresh"),
    path("letters/<int:pk>/", letters.letter_detail, name="letter-detail"),
    path("letters/<int:pk>/pdf/", letters.letter_pdf, name="letter-pdf"),
    path("letters/<int:pk>/pdf/make/", letters.letter_make, name="letter-make"),
    path("conversations/", conversations.conversation_list, name="conversation-list"),
    path("conversations/<int:pk>/", conversations.conversation_detail, name="conversation-detail"),
    path("conversations/<int:pk>/close/", conversations.conversation_close, name="conversation-close"),
    path("answers/<int:pk>/save/", answering.answer_save, name="answer-save"),
    path("answers/<int:pk>/judge/", panel.answer_judge, name="answer-judge"),
    path("handed-in/<int:pk>/", receipts.handing_in, name="handing-in"),
    path("handed-in/<int:pk>/pdf/", receipts.handing_in_pdf, name="handing-in-pdf"),
    path("handed-in/<int:pk>/pdf/make/", receipts.handing_in_make, name="handing-in-make"),
    path("delegations/<int:pk>/end/", returns.delegation_end, name="delegation-end"),
    path("answers/<int:pk>/evidence/", evidence.answer_evidence, name="answer-evidence"),
    path("answers/<int:pk>/evidence/add/", evidence.answer_evidence_add, name="answer-evidence-add"),
    path("evidence/", evidence.evidence_list, name="evidence-list"),
    path("evidence/<int:pk>/", evidence.evidence_detail, name="evidence-detail"),
    path("evidence/<int:pk>/renew/", evidence.evidence_renew, name="evidence-renew"),
    path("tools/", tools.tool_list, name="tool-list"),
    path("tools/add/", tools.tool_add, name="tool-add"),
    path("tools/ready/", tools.tool_take, name="tool-take"),
    path("tools/<int:pk>/", tools.tool_detail, name="tool-detail"),
    path("tools/<int:pk>/change/", tools.tool_change, name="tool-change"),
    path("tools/<int:pk>/take-out/<slug:form>/", tools.tool_take_out, name="tool-take-out"),
    path("tools/<int:pk>/preview/", tools.tool_preview, name="tool-preview"),
    path("tools/<int:pk>/take/", tools.tool_take_standards, name="tool-take-standards"),
    path("tools/<int:pk>/ready/", tools.tool_ready, name="tool-ready"),
    path("tools/<int:pk>/draft/", tools.tool_draft, name="tool-draft"),
    path("tools/<int:pk>/next/", tools.tool_next, name="tool-next"),
    *of_part("standard", "", "standards"),
    *of_part("question", "standards/", "questions"),
]
