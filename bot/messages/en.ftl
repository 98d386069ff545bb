# English. Names of messages and of their variables are the same in every language.

language-name = English

## Conversation

start =
    Hello! I am Kutip. Ask me about the news that the newsroom has uploaded, and I answer with sentences that I can prove: under each answer you can tap its sources. What no article says, I do not know, and I will tell you so.

    Just write your question, in English or Indonesian.
start-examples = { $count ->
    [one] To begin, try this one:
   *[other] To begin, try one of these:
}
help =
    Write your question as you would say it. I understand follow-ups too, such as “When was that?”

    Tap [1] under an answer to see the sentence in its place. Reply to an answer with “Source?”, or quote a part of it, and I show the sentences behind it.

    /articles – the articles, newest first; ask about a single one
    /new – start a new conversation
    /language – choose my language
    /privacy – what I keep about you
    /forget – delete it

    In groups: mention me, reply to one of my messages, or write /ask and your question.
help-admin =
    For admins:
    /add – add an article: write its text or its link after the command, or reply to a message that holds it with /add. A file (.txt, .md, .html, .pdf, .docx, .jsonl, .zip) can just be sent here. You see a preview first; nothing is published until you press Publish.
    /delete ID – delete an article; /articles shows you the IDs
    /stats 7 – how I was used in the last 7 or 30 days
    /gaps – what was asked and could not be answered
    /admins – who the admins are; the bot's owners can add and remove them
    /audit – who did what, and when
    /export – all articles as a .jsonl file
new-conversation = Done, a new conversation. What would you like to know?
new-conversation-all = Done, a new conversation, and I look in all articles again. What would you like to know?
ask-me = Yes? Please write your question.
ask-how = Write your question after the command, for example: /ask Who is the new mayor? Or reply to a message that holds a question with /ask.
unknown-command = I do not know that command. There are { $commands }. Or just write a question.
unknown-command-nearest = I do not know that command. Did you mean { $command }?

## What is not a question

cannot-read = { $kind ->
    [sticker] A nice sticker! I only understand text, though. Ask me something about the news.
    [animation] I cannot watch animations, only read text. Ask me something about the news.
    [photo] I cannot look at pictures, only read text. Write to me what you would like to know.
    [voice] I cannot listen to voice messages yet. Write your question to me instead.
    [audio] I cannot listen to recordings. Write your question to me instead.
    [video] I cannot watch videos. Write to me what you would like to know.
    [video_note] I cannot watch video messages. Write your question to me instead.
    [location] I cannot do anything with a place on the map. Write its name in a question instead.
    [poll] I cannot vote. Ask me something about the news instead.
    [contact] I do not need anybody’s number. Write a name in a question instead.
    [dice] May luck be with you! I do not play, but I know the news: ask me something.
    [game] I do not play, but I know the news: ask me something.
    [document] I only take articles from admins. If you have a question, write it to me.
   *[other] I cannot read this, only text. Write your question to me.
}
caption-only = I did not look at the picture or file, and I do not read captions. Send your question as a message of its own.
forwarded = You have forwarded something to me. What would you like to know about it? Write it as a question, and I look for it in the articles.

## Answers

fallback-note = The language model is not answering right now, so these are the best sentences themselves.
abstention-no-articles = No articles have been uploaded yet, so I cannot answer.
abstention-no-match = I have not found the answer in the articles that I have.
abstention-unsupported = I do not know: some articles come close, but no sentence of theirs really answers this question.
nearest = What comes closest:
only-this-article = 🔎 Only from “{ $title }”. /new asks all articles again.
only-article-gone = The single article that you asked about has been deleted, so I looked in all of them.

## Sources

open-article = Open this in the article ↗
source-gone = This article has been deleted, so I do not quote it any longer.
source-changed = The text of this article has changed since, and the sentence is no longer in it.
source-shown = It is shown below the answer already.
turn-gone = This answer has been deleted, so its buttons lead nowhere now.
button-unknown = This button does not work any more. /help shows what I can do.
message-gone = I cannot see this message any more. Please write the question to me.
cited-sentences = { $count ->
    [one] It rests on this sentence:
   *[other] It rests on these sentences:
}
no-cited-sentences = I gave no answer there, so there are no sources.

## Feedback

feedback-thanks = Thank you, noted.
feedback-why = Thank you. What was wrong?
feedback-wrong-source = Wrong source
feedback-wrong-fact = Wrong fact
feedback-not-answered = Not answered
feedback-other = Other

## List of articles

no-articles = There are no articles yet.
article-count = { $count ->
    [one] 1 article
   *[other] { $count } articles, newest first
}
articles-how = Tap a number to ask about that article only.
newer-articles = ‹ Newer
older-articles = Older ›
date = { DATETIME($date, dateStyle: "long") }
added-on = added { DATETIME($date, dateStyle: "long") }
now-only = From now on I look only in “{ $title }”. /new brings all articles back.
now-all = I look in all articles again.
ask-all-articles = Ask all articles again
article-gone = This article has been deleted. /articles shows the ones that there are.

## Language

language-ask = Which language shall I speak with you here?
language-automatic = Automatic
language-set = I speak English here from now on.
language-set-automatic = I answer in the language of your question from now on.

## Privacy

privacy =
    What I keep:
    • your questions and my answers, with your Telegram number and the time, so that follow-ups and the buttons under answers work
    • your 👍 and 👎, and what you set with /language or /articles
    • how many questions you ask in a day, so that there is enough for everybody
    • articles that admins send and have not published, for a day at most
    • of admins: their name in Telegram, and what they did with articles and when; /forget does not delete that

    Of everybody else I keep no name, no telephone number, and nothing that you did not write to me. In groups I keep only what is meant for me. The people who run this bot can read what is kept.

    It stays until you delete it with /forget. Begun anew with /new, a conversation no longer counts, but it stays until then too. If a language model writes the answers, your question and the sentences of the articles are sent to it.
forget-ask = Shall I delete everything of yours: your questions here and in groups, my answers to them, your feedback and your settings? This cannot be undone.
forget-ask-group = Shall I delete the questions that you asked in this group, my answers to them and the feedback? What others asked stays. This cannot be undone.
forget-yes = Yes, delete it
forget-no = No, keep it
forget-kept = All right, nothing was deleted.
forget-not-yours = Only the person who wrote /forget can press this.
forgotten = { $turns ->
    [0] There were no questions of yours
    [one] Deleted: 1 question with its answer and feedback
   *[other] Deleted: { $turns } questions with their answers and feedback
}{ $settings ->
    [yes] , and your settings are deleted.
   *[no] ; nothing was set.
}
forgotten-group = { $turns ->
    [0] You had not asked anything here, so there was nothing to delete.
    [one] Deleted: 1 question of yours with its answer and feedback.
   *[other] Deleted: { $turns } questions of yours with their answers and feedback.
}

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
add-how = Write the text or the link of the article after /add, reply to a message that holds it with /add, or send a .txt, .md, .html, .pdf, .docx, .jsonl or .zip file with the caption /add.
add-failed = That article could not be kept, and nothing has changed. Send it again, or send it as a .txt file.
upload-too-large = That file is too large: the limit is { $megabytes } MB. Split it into several files and send them again.
upload-too-many = That file has too many articles to send at once: the limit is { $count }. Split it into several files, or use kutip add on the server.
upload-wrong-type = I can read .txt, .md, .html, .pdf, .docx, .jsonl and .zip files. Save the article as one of these and send it again.
unreadable-article = There is no text of an article that I can read: it is empty, scanned, locked or not text. Send it as plain text, or as a .txt or .md file.
link-unusable = I cannot open that link: its address is wrong, the page is not there, or it is not public. Check the address, or send the text of the article.
link-unavailable = The site behind that link is not answering right now. Try again in a moment, or send the text of the article.

## Preview before publishing

draft-preview = Preview – nobody can ask about it until it is published.
draft-language = { $language ->
    [id] Indonesian
    [en] English
   *[other] another language
}
draft-no-date = no date
draft-sentences = { $count ->
    [one] 1 sentence
   *[other] { $count } sentences
}
draft-warning = ⚠️ { $warning ->
    [no-date] I found no publication date. Set it with Edit date, so that questions about time are answered.
    [very-short] The text is very short. Is it complete?
    [looks-like-login] This looks like a login or consent page, not an article.
    [instructions] One sentence reads like an instruction to a language model:
   *[hidden-characters] The source has characters that are hidden or that reverse the direction of the text.
}
draft-alike = It resembles what there is already:
draft-identical = The very same text is published already, so there is nothing to add:
draft-replaces = It takes the place of “{ $title }”, which is published under the same ID.
draft-publish = ✅ Publish
draft-publish-all = ✅ Publish all
draft-keep-both = Keep both
draft-replace = Replace “{ $title }”
draft-skip = Skip
draft-edit-title = Edit title
draft-edit-date = Edit date
draft-cancel = Cancel
draft-cancelled = “{ $title }” was not published.
draft-gone = This preview has been dealt with or has expired. Send the article again if you still need it.
draft-other-gone = That article has changed or is no longer there. I have brought the preview up to date.
draft-refused = “{ $title }” cannot be published: this text has been retracted.
draft-title-ask = What is the right title? Reply to this message with it.
draft-date-ask = When was this article published? Reply to this message with the date, such as 3 March 2025.
draft-title-how = A title is one line of at most { $most } characters, with letters in it. Please send it once more.
draft-date-how = I could not read that date. Write it in full with the year, such as 3 March 2025 or 2025-03-03.
draft-title-set = The title in the preview has been changed.
draft-date-set = The date in the preview has been changed.
drafts-preview = { $count ->
    [one] Preview of 1 article – nobody can ask about it until it is published.
   *[other] Preview of { $count } articles – nobody can ask about them until they are published.
}
drafts-more = { $count ->
   *[other] … and { $count } more
}
drafts-unreadable = { $count ->
    [one] ⚠️ 1 cannot be read and is left out
   *[other] ⚠️ { $count } cannot be read and are left out
}
drafts-warning = ⚠️ { $count } { $warning ->
    [no-date] without a date
    [very-short] very short
    [looks-like-login] like a login or consent page
    [instructions] with a sentence like an instruction to a language model
   *[hidden-characters] with hidden characters
}
drafts-replace = { $count ->
    [one] { $count } takes the place of a published article with the same ID
   *[other] { $count } take the place of published articles with the same ID
}
drafts-publishing = Publishing …
drafts-published = { $count ->
    [one] 1 article has been published.
   *[other] { $count } articles have been published.
}
drafts-unchanged = { $count ->
    [one] 1 was there already.
   *[other] { $count } were there already.
}
drafts-failed = { $count ->
    [one] 1 could not be published.
   *[other] { $count } could not be published.
}
drafts-cancelled = { $count ->
    [one] 1 article was not published.
   *[other] { $count } articles were not published.
}
offer-link = This is a link. If an article is behind it, I can read it and show you a preview.
offer-forwarded = What you have forwarded can become an article too.
offer-add = ➕ Add as article

## Articles that are there

delete-how = Write the ID of the article after the command, such as /delete { $example }. /articles shows the IDs.
unknown-article = There is no article with the ID { $id }. /articles shows the IDs.
not-admin = Sorry, that is for admins only. You are welcome to ask anything.
not-owner = Sorry, only the bot's owners can add or remove admins.
stats-title = The last { $days } days
stats-articles = Articles: { $count }
stats-nothing = Nobody has asked anything yet.
stats-questions = Questions: { $count }
stats-outcomes = Answered: { $answered } · not answered: { $abstained }
stats-feedback = 👍 { $up } · 👎 { $down }
stats-latency = Time to answer: median { $median } s; 95% within { $slow } s
stats-tokens = Tokens of the language model: { $input } in, { $output } out
stats-more = /stats { $days } shows the last { $days } days.
stats-how = Write /stats for the last 7 days, or /stats 30 for 30 days.
stats-answered = answered
stats-abstained = not answered
gaps-title = Asked most in the last 30 days, and not answered:
gaps-empty = No question of the last 30 days is waiting for an answer.
gaps-one = { $number }. { $question } ({ $count ->
    [one] once
   *[other] { $count } times
})
gaps-answered-by = ✓ Answered now by “{ $title }”.
gaps-tell = Tell those who asked number { $number }
gaps-telling = All right, I am telling them.
gaps-none-waits = Nobody waits for that answer any longer.
gaps-told = { $count ->
    [one] { $count } person was told.
   *[other] { $count } people were told.
}
gaps-now-answered = You once asked: “{ $question }”. Now there is an answer:
admins-owners = { $count ->
    [one] { $count } owner stands in the settings. Other admins:
   *[other] { $count } owners stand in the settings. Other admins:
}
admins-one = • { $name }, since { DATETIME($date, dateStyle: "long") }
admins-how = To add an admin, reply to a message of theirs with /admins add; to remove one, with /admins remove. In a private chat, forward their message here first.
admins-added = { $name } is an admin now.
admins-already = { $name } is an admin already.
admins-removed = { $name } is no longer an admin.
admins-was-none = { $name } is not an admin.
admins-is-owner = { $name } is an owner: that is changed in the settings, not here.
admins-no-bot = A bot cannot be an admin. Reply to a person's message.
audit-title = What admins did last (times in UTC)
audit-empty = Nothing has been recorded yet.
audit-entry = { DATETIME($at, dateStyle: "medium", timeStyle: "short") } · { $who } { $what }
action-add = added article { $subject }
action-replace = replaced article { $subject }
action-retract = retracted article { $subject }
action-delete = deleted article { $subject }
action-restore = restored article { $subject }
action-name-admin = made { $subject } an admin
action-dismiss-admin = removed { $subject } as an admin
action-export = exported { $subject } articles
exported = { $count ->
    [one] { $count } article is in that file. `kutip add` reads it back.
   *[other] { $count } articles are in that file. `kutip add` reads it back.
}
export-privately = I send the export only in a private chat. Write /export to me there.

## Corrections

help-corrections =
    Published articles:
    /show ID – see an article and its text
    /history ID – its versions, and the sentences that changed
    /replace ID – correct it: write the new text after the ID, or reply with this to a message or file that holds it
    /retract ID reason – withdraw it; whoever asks for it is told when and why
show-how = Write the ID of the article after the command, such as /show { $example }. /articles shows the IDs.
show-sentences = { $count ->
    [one] 1 sentence
   *[other] { $count } sentences
}
show-cut = The article goes on, but it is too long for a chat.
show-history = History
show-delete = Delete
delete-ask = Delete “{ $title }” with every version of it?
deleted-for-now = “{ $title }” has been deleted. You can undo this for { $minutes } minutes; after that it is gone for good.
undo = Undo
deletion-undone = “{ $title }” is there again.
undo-too-late = The { $minutes } minutes are over: this article is gone for good.
undo-taken = The same article has been added again meanwhile, so nothing was changed.
history-how = Write the ID of the article after the command, such as /history { $example }. /articles shows the IDs.
history-since = Since { DATETIME($date, dateStyle: "long") }
history-replaced = Replaced on { DATETIME($date, dateStyle: "long") }
history-retracted = Withdrawn on { DATETIME($date, dateStyle: "long") }
history-same-sentences = No sentence changed.
because = Reason: { $reason }
change-old = Was:
change-new = Now:
change-gone = Gone:
change-added = New:
change-more = { $count ->
    [one] … and 1 more sentence.
   *[other] … and { $count } more sentences.
}
withdrawn-on = This article was withdrawn on { DATETIME($date, dateStyle: "long") }.
retract-how = Write the ID and the reason after the command, such as /retract { $example } The figures were wrong. Readers will see the reason.
retracted = “{ $title }” has been withdrawn.
replace-how = Write the ID and the new text after the command, such as /replace { $example } and the text, or reply with /replace { $example } to a message or file (.txt, .md, .html, .pdf, .docx) that holds it.
replace-wrong-type = I can read .txt, .md, .html, .pdf and .docx files. Save the article as one of these and send it again.
corrected = { $count ->
    [0] “{ $title }” has been corrected. No sentence changed.
    [one] “{ $title }” has been corrected: 1 change.
   *[other] “{ $title }” has been corrected: { $count } changes.
}
answers-cited = { $count ->
    [0] No past answer cited this.
    [one] 1 past answer cited this.
   *[other] { $count } past answers cited this.
}
corrections-set-on = From now on I tell you here when something is corrected that I quoted to you.
corrections-set-off = I no longer tell you here when something is corrected. /corrections on brings it back.
corrections-are-on = I tell you here when something is corrected that I quoted to you. /corrections off stops it.
corrections-are-off = I do not tell you here when something is corrected. /corrections on brings it back.
notice-corrected = Correction: an answer of mine here rests on “{ $title }”, which the newsroom has corrected since.
notice-retracted = Correction: an answer of mine here rests on “{ $title }”. Please do not rely on it any longer.
notice-how-to-stop = /corrections off stops these messages.
command-corrections = Be told of corrections, or not
command-show = See an article
command-history = Versions of an article
command-replace = Correct an article
command-retract = Withdraw an article

## Trouble

unusable-question = I could not make out a question. Please write it in a few words.
quota-own-used-up = Your questions for today are used up. You can ask again from { DATETIME($at, timeStyle: "short") } ({ $zone }) on { DATETIME($at, dateStyle: "long") }. Until then, /articles shows what there is to read.
quota-of-all-used-up = I have answered all the questions that I may answer today. Please ask again from { DATETIME($at, timeStyle: "short") } ({ $zone }) on { DATETIME($at, dateStyle: "long") }.
try-again = Sorry, I am busy right now. Please try again in a moment.
failure = Sorry, something went wrong on our side. Please try again later; if it happens again, tell an admin the number { $reference }.

## Command menu

command-ask = Ask a question
command-articles = Articles, newest first
command-new = Start a new conversation
command-language = Choose my language
command-help = Help
command-privacy = What I keep about you
command-forget = Delete what I keep about you
command-add = Add an article
command-delete = Delete an article
command-stats = How I am used
command-gaps = What could not be answered
command-admins = Who the admins are
command-audit = Who did what
command-export = Export all articles
