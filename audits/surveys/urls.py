from django.urls import path

from audits.surveys.views import answering, beside, questions, results, surveys

app_name = "surveys"

urlpatterns = [
    path("", surveys.home, name="home"),
    path("add/", surveys.add, name="add"),
    path("ratings/", results.ratings, name="ratings"),
    path("<int:pk>/", surveys.detail, name="detail"),
    path("<int:pk>/change/", surveys.change, name="change"),
    path("<int:pk>/copy/", surveys.copy, name="copy"),
    path("<int:pk>/preview/", surveys.preview, name="preview"),
    path("<int:pk>/open/", surveys.open_it, name="open"),
    path("<int:pk>/close/", surveys.close, name="close"),
    path("<int:pk>/invite/", surveys.invite, name="invite"),
    path("<int:pk>/questions/add/", questions.add, name="question-add"),
    path("questions/<int:pk>/change/", questions.change, name="question-change"),
    path("questions/<int:pk>/move/", questions.move, name="question-move"),
    path("questions/<int:pk>/remove/", questions.remove, name="question-remove"),
    path("<int:pk>/results/", results.results, name="results"),
    path("<int:pk>/results.xlsx", results.download_results, name="results-download"),
    path("<int:pk>/remarks/", results.remarks, name="remarks"),
    path("<int:pk>/beside/", beside.page, name="beside"),
    path("<int:pk>/beside.xlsx", beside.download_it, name="beside-download"),
    path("<int:pk>/beside/pdf/", beside.pdf, name="beside-pdf"),
    path("<int:pk>/beside/pdf/make/", beside.pdf_make, name="beside-pdf-make"),
    path("<int:pk>/mine/", answering.mine, name="mine"),
    path("all/<str:key>/", answering.answer_open, name="answer-open"),
    path("one/<str:token>/", answering.answer, name="answer"),
    path("one/<str:token>/stop/", answering.stop, name="stop"),
]
