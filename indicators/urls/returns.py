"""Agencies' returns: reading, filling in, handing parts to colleagues, submitting."""

from django.urls import path

from indicators.views import delegation, entry, returns, submission

urlpatterns = [
    path("returns/", returns.ReturnListView.as_view(), name="return-list"),
    path("returns/<int:pk>/", returns.return_detail, name="return-detail"),
    path("returns/<int:pk>/edit/", entry.return_edit, name="return-edit"),
    path("returns/<int:pk>/save/", entry.return_save, name="return-save"),
    path("returns/<int:pk>/parts/", delegation.return_delegate, name="return-delegate"),
    path("returns/<int:pk>/submit/", submission.return_submit, name="return-submit"),
    path("returns/figures/<int:pk>/save/", entry.figure_save, name="figure-save"),
    path("returns/receipts/<str:reference>/", submission.receipt, name="receipt"),
]
