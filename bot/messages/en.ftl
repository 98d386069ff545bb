# English. Names of messages and of their variables are the same in every language.

## Conversation

start =
    Hello! I am Kutip. Ask me anything about the news that the newsroom has uploaded, and I answer with the very sentences of the articles. If the answer is not there, I will say that I do not know.

    Just write your question, in English or Indonesian. /help shows all commands.
help =
    Write your question as you would say it. I understand follow-ups too, such as “When was that?”

    /articles – the newest articles
    /new – start a new conversation and forget the old one
    /help – this help

    In groups, mention me or reply to one of my messages.
help-admin =
    For admins:
    /add – add an article: write its text after the command, reply to a message that holds it with /add, or send a .txt or .md file with the caption /add
    /delete ID – delete an article
new-conversation = Done, I have forgotten our conversation. Ask me about something new.
ask-me = Yes? Please write your question.
text-only = For now I can only read text. Please write your question.
unknown-command = I do not know that command. There are { $commands }. Or just write a question.

## Answers

sources = { $count ->
    [one] Source
   *[other] Sources
}
fallback-note = The language model is not answering right now, so these are the best sentences themselves.
abstention-no-articles = No articles have been uploaded yet, so I cannot answer.
abstention-no-match = I have not found the answer in the articles that I have.
abstention-unsupported = I do not know: some articles come close, but no sentence of theirs really answers this question.
nearest = What comes closest:

## List of articles

no-articles = There are no articles yet.
article-count = { $count ->
    [one] 1 article
   *[other] { $count } articles
}
newest-articles = The { $shown } newest of { $count } articles
date = { DATETIME($date, dateStyle: "long") }
added-on = added { DATETIME($date, dateStyle: "long") }

## Articles in and out

added = { $sentences ->
    [one] “{ $title }” has been added: 1 sentence.
   *[other] “{ $title }” has been added: { $sentences } sentences.
}
unchanged = “{ $title }” was there already, so nothing has changed.
replaced = { $sentences ->
    [one] “{ $title }” has been updated: 1 sentence.
   *[other] “{ $title }” has been updated: { $sentences } sentences.
}
article-id = ID:
add-how = Write the text of the article after /add, reply to a message that holds it with /add, or send a .txt or .md file with the caption /add.
add-failed = That article could not be kept, and nothing has changed. Send it again, or send it as a .txt file.
upload-too-large = That file is too large: the limit is { $megabytes } MB. Split it into several files and send them again.
upload-wrong-type = I can only read .txt and .md files. Save the article as one of these and send it again.
unreadable-article = There is no text of an article that I can read: it is empty or not text. Send it as plain text, or as a .txt or .md file.
delete-how = Write the ID of the article after the command, such as /delete { $example }. /articles shows the IDs.
deleted = Article { $id } has been deleted.
unknown-article = There is no article with the ID { $id }. /articles shows the IDs.
not-admin = Sorry, only admins can add or delete articles. You are welcome to ask anything.

## Trouble

unusable-question = I could not make out a question. Please write it in a few words.
budget-own-used-up = Your questions for today are used up. You can ask again from { DATETIME($at, timeStyle: "short") } ({ $zone }) on { DATETIME($at, dateStyle: "long") }. Until then, /articles shows what there is to read.
budget-of-all-used-up = I have answered all the questions that I may answer today. Please ask again from { DATETIME($at, timeStyle: "short") } ({ $zone }) on { DATETIME($at, dateStyle: "long") }.
try-again = Sorry, I am busy right now. Please try again in a moment.
failure = Sorry, something went wrong on our side. Please try again later; if it happens again, tell an admin the number { $reference }.

## Command menu

command-articles = Newest articles
command-new = Start a new conversation
command-help = Help
