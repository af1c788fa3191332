"""The Board's staff's side: the library, data sets, periods and reviews."""

from django.urls import URLPattern, path

from indicators.views import data_sets, gaps, lateness, library, marks, periods, review, selection

urlpatterns: list[URLPattern] = [
    path("data-sets/", data_sets.data_set_list, name="data-set-list"),
    path("data-sets/add/", data_sets.data_set_add, name="data-set-add"),
    path("data-sets/<int:pk>/", data_sets.data_set_detail, name="data-set-detail"),
    path("data-sets/<int:pk>/change/", data_sets.data_set_change, name="data-set-change"),
    path("data-sets/<int:pk>/open/", periods.period_open, name="period-open"),
    path("data-sets/periods/<int:pk>/", periods.period_detail, name="period-detail"),
    path("data-sets/periods/<int:pk>/dates/", periods.period_change, name="period-change"),
    path("data-sets/periods/<int:pk>/chase.csv", periods.period_chase, name="period-chase"),
    path("data-sets/periods/<int:pk>/remind/", periods.period_remind, name="period-remind"),
    path("data-sets/periods/<int:pk>/close/", periods.period_close, name="period-close"),
    path("data-sets/periods/<int:pk>/reopen/", periods.period_reopen, name="period-reopen"),
    path("data-sets/returns/<int:pk>/review/", review.review, name="review"),
    path("data-sets/returns/<int:pk>/accept/", review.return_accept, name="return-accept"),
    path("data-sets/returns/<int:pk>/send-back/", review.return_send_back, name="return-send-back"),
    path("data-sets/returns/<int:pk>/late/", lateness.return_late, name="return-late"),
    path("data-sets/returns/<int:pk>/late/end/", lateness.return_late_end, name="return-late-end"),
    path("data-sets/figures/<int:pk>/query/", review.figure_query, name="figure-query"),
    path("data-sets/figures/<int:pk>/close/", review.query_close, name="query-close"),
    path("returns/figures/<int:pk>/answer/", review.figure_answer, name="figure-answer"),
    path("data-sets/library/", library.LibraryListView.as_view(), name="library"),
    path("data-sets/library/library.<slug:form>", library.library_take_out, name="library-take-out"),
    path("data-sets/library/begin/", library.library_begin, name="library-begin"),
    path("data-sets/library/several/", library.library_refine, name="library-refine"),
    path("data-sets/library/add/", library.library_add, name="library-add"),
    path("data-sets/library/<int:pk>/", library.library_detail, name="library-detail"),
    path("data-sets/library/<int:pk>/change/", library.library_change, name="library-change"),
    path("data-sets/library/<int:pk>/becomes/<slug:status>/", library.library_move, name="library-move"),
    path("data-sets/library/<int:pk>/ties/", library.library_ties, name="library-ties"),
    path("data-sets/library/<int:pk>/gap/", gaps.gap_add, name="gap-add"),
    path("data-sets/gaps/<int:pk>/", gaps.gap_change, name="gap-change"),
    path("data-sets/gaps/<int:pk>/close/", gaps.gap_close, name="gap-close"),
    path("data-sets/library/<int:pk>/target/", library.target_add, name="target-add"),
    path("meetings/<int:pk>/choose/", selection.meeting_choose, name="meeting-choose"),
    path("figures/<int:pk>/mark/", marks.chart_mark_add, name="chart-mark-add"),
    path("figures/marks/<int:pk>/take-off/", marks.chart_mark_take_off, name="chart-mark-take-off"),
]
