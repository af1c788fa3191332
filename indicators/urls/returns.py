"""Agencies' returns: reading, filling in, handing parts to colleagues, submitting."""

from django.urls import path

from indicators.views import delegation, entry, files, returns, submission

urlpatterns = [
    path("returns/", returns.ReturnListView.as_view(), name="return-list"),
    path("returns/<int:pk>/", returns.return_detail, name="return-detail"),
    path("returns/<int:pk>/edit/", entry.return_edit, name="return-edit"),
    path("returns/<int:pk>/save/", entry.return_save, name="return-save"),
    path("returns/<int:pk>/parts/", delegation.return_delegate, name="return-delegate"),
    path("returns/<int:pk>/sheet.<str:form>", files.return_sheet, name="return-sheet"),
    path("returns/<int:pk>/file/", files.return_file_add, name="return-file-add"),
    path("returns/files/<int:pk>/", files.return_file, name="return-file"),
    path("returns/files/<int:pk>/save/", files.return_file_save, name="return-file-save"),
    path("returns/files/<int:pk>/discard/", files.return_file_discard, name="return-file-discard"),
    path("returns/<int:pk>/submit/", submission.return_submit, name="return-submit"),
    path("returns/figures/<int:pk>/save/", entry.figure_save, name="figure-save"),
    path("returns/receipts/<str:reference>/", submission.receipt, name="receipt"),
]
