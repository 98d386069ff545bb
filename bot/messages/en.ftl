# English. The ids of messages and the names of variables are the same in every language.

language-name = English

## Conversation

start =
    Hello! I’m Kutip. Ask me about the news that our newsroom has published. I only say what its articles say: under each answer, tap a number to see the source. If no article has the answer, I’ll tell you.

    Just write your question, in English or Indonesian.
start-examples = { $count ->
    [one] To begin, try this one:
   *[other] To begin, try one of these:
}
help =
    Write your question as you would say it. I understand follow-ups too, such as “When was that?”

    Tap [1] under an answer to see the sentence in its article. Reply to an answer with “Source?”, or quote a part of it, and I’ll show you the sentences behind it.

    /articles – all articles, newest first; you can ask about just one
    /new – start a new conversation
    /language – choose my language
    /corrections – turn notices of corrections on or off
    /privacy – what I store about you
    /forget – delete it

    In groups: mention me, reply to one of my messages, or write /ask and your question.
help-admin =
    For admins:
    /add – add an article: write its text or link after the command, or reply with /add to a message that has it. Files (.txt, .md, .html, .pdf, .docx, .jsonl, .zip) can simply be sent here. You see a preview first; nothing is published until you press Publish.
    /delete ID – delete an article; /articles shows the IDs
    /stats 7 – how I was used in the last 7 or 30 days
    /gaps – questions that I could not answer
    /admins – who the admins are; the owners of the bot can add and remove them
    /audit – who did what, and when
    /export – all articles as .jsonl files
new-conversation = All right, a new conversation. What would you like to know?
new-conversation-all = All right, a new conversation, and I’m searching all articles again. What would you like to know?
ask-me = Yes? Please write your question.
ask-how = Write your question after the command, for example: /ask Who is the new mayor? Or reply with /ask to a message that has a question.
unknown-command = I don’t know that command. These are the ones I know: { $commands }. Or just write a question.
unknown-command-nearest = I don’t know that command. Did you mean { $command }?

## Messages that are not questions

cannot-read = { $kind ->
    [sticker] Nice sticker! I only understand text, though. Ask me something about the news.
    [animation] I can’t watch animations, only read text. Ask me something about the news.
    [photo] I can’t look at pictures, only read text. Write what you would like to know.
    [voice] I can’t listen to voice messages yet. Please write your question.
    [audio] I can’t listen to recordings. Please write your question.
    [video] I can’t watch videos. Write what you would like to know.
    [video_note] I can’t watch video messages. Please write your question.
    [location] I can’t read places on a map. Write the name of the place in a question.
    [poll] I can’t take part in polls. Ask me something about the news.
    [contact] I don’t need anyone’s number. Write the name in a question.
    [dice] Good luck! I don’t play games, but I know the news: ask me something.
    [game] I don’t play games, but I know the news: ask me something.
    [document] I only accept articles from admins. If you have a question, just write it.
   *[other] I can’t read this, only text. Please write your question.
}
caption-only = I can’t look at pictures or files, and I don’t read captions. Please send your question as a separate message.
forwarded = You’ve forwarded something to me. What would you like to know about it? Write it as a question, and I’ll look for the answer in the articles.

## Answers

archive-until = Archive up to { DATETIME($date, dateStyle: "long") }; there may be newer news by now.
reports-differ = These reports give different numbers; the newer one comes first.
fallback-note = The language model isn’t answering right now, so these are the best sentences I found.
abstention-no-articles = There are no articles yet, so I can’t answer.
abstention-no-match = I haven’t found the answer in the articles.
abstention-unsupported = I don’t know: some articles come close, but none of their sentences really answers this question.
nearest = These come closest:
nearest-sentences = I found no certain answer. The closest I have:
only-this-article = 🔎 Only from “{ $title }”. /new searches all articles again.
only-article-gone = The article that you chose has been deleted, so I searched all articles.

## Kutip's own replies

reply-greeting = { $variant ->
    [0] Hello! What would you like to know?
    [1] Hi there! Ask me anything about the news here.
   *[other] Hello, I’m Kutip. Just type your question, and I’ll look for the answer in the articles.
}
reply-thanks = { $variant ->
    [0] You’re welcome! Ask away if there’s more.
    [1] My pleasure.
   *[other] You’re welcome. Glad I could help.
}
reply-farewell = { $variant ->
    [0] See you!
    [1] Goodbye. I’ll be here when you need the news.
   *[other] Take care, see you soon!
}
reply-about-bot = { $variant ->
    [0] I’m Kutip, a bot that answers questions about this newsroom’s articles, always with the source sentences. Just ask: who, when, how many, or why.
    [1] I’m Kutip, a program, not a person. Everything I say is quoted from the articles this newsroom publishes; what isn’t there, I don’t answer. There is more in /help.
   *[other] I’m Kutip. I look for answers in this newsroom’s articles and show you the sentences. You can ask questions, ask for a summary, or ask for the latest news; /privacy says what I store.
}
reply-complaint = Sorry, that answer missed the point. Press 👎 under it so that the newsroom knows, or try asking in other words.
reply-complaint-article = Sorry, that answer missed the point. Press 👎 under it so that the newsroom knows, or try asking in other words. This article may help:
reply-doubt = This is what it rests on, word for word from the articles:
reply-doubt-none = There is no answer of mine yet to show the source of. Ask me something first.
reply-nothing = { $variant ->
    [0] 👍
    [1] Alright.
   *[other] Okay!
}
listed-newest = The latest news:
listed-browse = { $count ->
    [one] There is 1 article:
   *[other] There are { $count } articles. The newest:
}
listed-period = News { $period }:
listed-topic = About “{ $topic }”, newest first:
listed-topic-period = About “{ $topic }”, { $period }:
none-period = There is no news { $period }.
none-topic = I found no article about “{ $topic }”.
none-topic-period = I found no article about “{ $topic }” { $period }.
period-day = from { DATETIME($first, dateStyle: "long") }
period-days = from { DATETIME($first, dateStyle: "long") } to { DATETIME($last, dateStyle: "long") }
period-until = until { DATETIME($last, dateStyle: "long") }
next-summary = Summarise this article
next-latest = The latest on this
next-week = News of this week
next-month = News of this month
next-all = The latest news
part-not-found = I haven’t found the answer to this one.

## Sources

open-article = Open in the article ↗
source-gone = This article has been deleted, so I no longer quote it.
source-changed = This article has changed, and the sentence is no longer in it.
source-shown = It is already shown below the answer.
turn-gone = This answer has been deleted, so its buttons no longer work.
button-unknown = This button no longer works. /help shows what I can do.
message-gone = I can’t see this message any more. Please write your question.
cited-sentences = { $count ->
    [one] Based on this sentence:
   *[other] Based on these sentences:
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
now-only = From now on I only search “{ $title }”. /new searches all articles again.
now-all = I’m searching all articles again.
ask-all-articles = Search all articles
article-gone = This article has been deleted. /articles lists the others.

## Language

language-ask = Which language should I use here?
language-automatic = Automatic
language-set = From now on I’ll use English here.
language-set-automatic = From now on I’ll answer in the language of your question.

## Privacy

privacy =
    What I store:
    • your questions and my answers, with your Telegram ID and the time, so that follow-ups and the buttons under answers work
    • your 👍 and 👎, and what you choose with /language, /corrections and /articles
    • how many questions you ask in a day, so that there is enough for everyone
    • articles that admins have sent but not published, for a day at most
    • about admins: their name in Telegram, and what they did with articles and when; /forget does not delete this

    Apart from that I store no names, no phone numbers, and nothing that you did not write to me. In groups I only store what is meant for me. The people who run this bot can read what is stored.

    It is stored until you delete it with /forget. After /new I no longer use the old conversation, but it stays stored. If a language model writes the answers, your question and sentences from the articles are sent to it.
forget-ask = Delete everything of yours: your questions here and in groups, my answers to them, your feedback and your settings? This can’t be undone.
forget-ask-group = Delete the questions that you asked in this group, with my answers and the feedback? What others asked stays. This can’t be undone.
forget-yes = Yes, delete
forget-no = No, keep
nothing-deleted = All right, nothing was deleted.
forget-not-yours = Only the person who wrote /forget can press this button.
forgotten = { $turns ->
    [0] You had no stored questions
    [one] Deleted: 1 question with its answer and feedback
   *[other] Deleted: { $turns } questions with their answers and feedback
}{ $settings ->
    [yes] . Your settings have been deleted.
   *[no] . You had no settings.
}
forgotten-group = { $turns ->
    [0] You haven’t asked anything here, so there was nothing to delete.
    [one] Deleted: 1 question of yours with its answer and feedback.
   *[other] Deleted: { $turns } questions of yours with their answers and feedback.
}

## Uploads

added = { $sentences ->
    [one] “{ $title }” has been added: 1 sentence.
   *[other] “{ $title }” has been added: { $sentences } sentences.
}
unchanged = “{ $title }” is already published with the same text, so nothing has changed.
replaced = { $sentences ->
    [one] “{ $title }” has been updated: 1 sentence.
   *[other] “{ $title }” has been updated: { $sentences } sentences.
}
article-id = ID:
add-how = Write the text or the link of the article after /add, reply with /add to a message that has it, or send a .txt, .md, .html, .pdf, .docx, .jsonl or .zip file with the caption /add.
add-failed = That article could not be saved, and nothing has changed. Please send it again, or send it as a .txt file.
upload-too-large = That file is too large: the limit is { $megabytes } MB. Split it into several files and send them again.
upload-too-many = That file has too many articles: the limit is { $count } per file. Split it into several files, or use kutip add on the server.
upload-wrong-type = I can read .txt, .md, .html, .pdf, .docx, .jsonl and .zip files. Save the article as one of these and send it again.
unreadable-article = I found no text of an article there: it is empty, scanned, locked, or not text. Send it as plain text, or as a .txt or .md file.
link-unusable = I can’t open that link: the address is wrong, the page doesn’t exist, or it isn’t public. Check the address, or send me the text of the article.
link-unavailable = The site behind that link isn’t responding right now. Try again in a moment, or send me the text of the article.

## Preview before publishing

draft-preview = Preview. Until it is published, nobody can ask about it.
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
    [no-date] I found no publication date. Set it with “Edit date”, so that I can answer questions about when things happened.
    [very-short] The text is very short. Is it complete?
    [looks-like-login] This looks like a login or cookie page, not an article.
    [instructions] One sentence reads like an instruction to a language model:
    [garbled] The letters seem to be damaged, perhaps by a wrong encoding. Compare them with the original first.
    [embargo] The text mentions an embargo. Publish it once the time has come.
   *[hidden-characters] The source contains characters that are hidden or that reverse the direction of the text.
}
draft-alike = Similar articles are already published:
draft-identical = Exactly this text is already published, so there is nothing to add:
draft-replaces = It replaces “{ $title }”, which is published with the same ID.
draft-publish = ✅ Publish
draft-publish-all = ✅ Publish all
draft-keep-both = Keep both
draft-replace = Replace “{ $title }”
draft-skip = Skip
draft-edit-title = Edit title
draft-edit-date = Edit date
draft-cancel = Cancel
draft-cancelled = “{ $title }” was not published.
draft-gone = This preview is finished or has expired. Send the article again if you still need it.
draft-other-gone = That article has changed or no longer exists. I’ve updated the preview.
draft-refused = “{ $title }” can’t be published: this text has been withdrawn.
draft-title-ask = What is the right title? Reply to this message with it.
draft-date-ask = When was this article published? Reply to this message with the date, such as 3 March 2025.
draft-title-how = A title is one line of at most { $most } characters, with letters in it. Please send it again.
draft-date-how = I couldn’t read that date. Write it in full with the year, such as 3 March 2025 or 2025-03-03.
draft-title-set = The title in the preview has been changed.
draft-date-set = The date in the preview has been changed.
drafts-preview = { $count ->
    [one] Preview of 1 article. Until it is published, nobody can ask about it.
   *[other] Preview of { $count } articles. Until they are published, nobody can ask about them.
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
    [looks-like-login] like a login or cookie page
    [instructions] with a sentence like an instruction to a language model
    [garbled] with letters that seem to be damaged
    [embargo] with an embargo
   *[hidden-characters] with hidden characters
}
drafts-replace = { $count ->
    [one] { $count } replaces a published article with the same ID
   *[other] { $count } replace published articles with the same ID
}
drafts-publishing = Publishing …
drafts-published = { $count ->
    [one] 1 article has been published.
   *[other] { $count } articles have been published.
}
drafts-unchanged = { $count ->
    [one] 1 was already published.
   *[other] { $count } were already published.
}
drafts-failed = { $count ->
    [one] 1 could not be published.
   *[other] { $count } could not be published.
}
drafts-cancelled = { $count ->
    [one] 1 article was not published.
   *[other] { $count } articles were not published.
}
offer-link = This is a link. If it leads to an article, I can read it and show you a preview.
offer-forwarded = I can also add what you forwarded as an article.
offer-add = ➕ Add as article

## Administration

delete-how = Write the ID of the article after the command, such as /delete { $example }. /articles shows the IDs.
unknown-article = There is no article with the ID { $id }. /articles shows the IDs.
not-admin = Sorry, only admins can do that. But you’re welcome to ask me anything.
not-owner = Sorry, only the owners of the bot can add or remove admins.
stats-title = The last { $days } days
stats-articles = Articles: { $count }
stats-nothing = Nobody has asked anything yet.
stats-questions = Questions: { $count }
stats-outcomes = Answered: { $answered } · not answered: { $abstained }
stats-feedback = 👍 { $up } · 👎 { $down }
stats-latency = Time to answer: median { $median } s; 95% within { $slow } s
stats-tokens = Language model tokens: { $input } in, { $output } out
stats-more = /stats { $days } shows the last { $days } days.
stats-how = Write /stats for the last 7 days, or /stats 30 for 30 days.
stats-answered = answered
stats-abstained = not answered
gaps-title = Asked most often in the last 30 days, and not answered:
gaps-empty = There are no unanswered questions from the last 30 days.
gaps-one = { $number }. { $question } ({ $count ->
    [one] once
   *[other] { $count } times
})
gaps-answered-by = ✓ Now answered by “{ $title }”.
gaps-tell = Tell those who asked no. { $number }
gaps-telling = All right, I’m telling them.
gaps-none-waits = Nobody is waiting for that answer any more.
gaps-told = { $count ->
    [one] { $count } person has received the answer.
   *[other] { $count } people have received the answer.
}
gaps-now-answered = You once asked: “{ $question }”. Now I have an answer:
admins-owners = { $count ->
    [one] { $count } owner is named in the settings. Other admins:
   *[other] { $count } owners are named in the settings. Other admins:
}
admins-one = • { $name }, since { DATETIME($date, dateStyle: "long") }
admins-how = To add an admin, reply to a message of theirs with /admins add; to remove one, with /admins remove. In a private chat, forward their message here first.
admins-added = { $name } is now an admin.
admins-already = { $name } is already an admin.
admins-removed = { $name } is no longer an admin.
admins-was-none = { $name } is not an admin.
admins-is-owner = { $name } is an owner. Owners are changed in the settings, not here.
admins-no-bot = A bot can’t be an admin. Reply to a message of a person.
audit-title = What admins did last (times in UTC)
audit-empty = Nothing has been recorded yet.
audit-entry = { DATETIME($at, dateStyle: "medium", timeStyle: "short") } · { $who } { $what }
action-add = added article { $subject }
action-replace = replaced article { $subject }
action-retract = withdrew article { $subject }
action-delete = deleted article { $subject }
action-restore = restored article { $subject }
action-name-admin = made { $subject } an admin
action-dismiss-admin = removed { $subject } as an admin
action-export = exported { $subject } articles
exported = { $count ->
    [one] { $count } article exported. The command kutip add can read it back.
   *[other] { $count } articles exported. The command kutip add can read them back.
}
export-privately = I only send exports in a private chat. Write /export to me there.

## Corrections

help-corrections =
    Published articles:
    /show ID – see an article and its text
    /history ID – its versions, and the sentences that changed
    /replace ID – correct it: write the new text after the ID, or reply with this command to a message or file that has it
    /retract ID reason – withdraw it; people who ask for it are told when and why
show-how = Write the ID of the article after the command, such as /show { $example }. /articles shows the IDs.
show-sentences = { $count ->
    [one] 1 sentence
   *[other] { $count } sentences
}
show-cut = The article goes on, but it is too long for a chat.
show-history = History
show-delete = Delete
delete-ask = Delete “{ $title }” with all its versions?
deleted-for-now = “{ $title }” has been deleted. You can undo this for { $minutes } minutes; after that it is gone for good.
undo = Undo
deletion-undone = “{ $title }” has been restored.
undo-too-late = More than { $minutes } minutes have passed, so this article can’t be restored any more.
undo-taken = The same article has been added again in the meantime, so nothing was changed.
history-how = Write the ID of the article after the command, such as /history { $example }. /articles shows the IDs.
history-since = Since { DATETIME($date, dateStyle: "long") }
history-replaced = Replaced on { DATETIME($date, dateStyle: "long") }
history-retracted = Withdrawn on { DATETIME($date, dateStyle: "long") }
history-same-sentences = No sentence changed.
because = Reason: { $reason }
change-old = Before:
change-new = Now:
change-gone = Removed:
change-added = Added:
change-more = { $count ->
    [one] … and 1 more sentence.
   *[other] … and { $count } more sentences.
}
withdrawn-on = This article was withdrawn on { DATETIME($date, dateStyle: "long") }.
retract-how = Write the ID and the reason after the command, such as /retract { $example } The figures were wrong. Readers will see the reason.
retracted = “{ $title }” has been withdrawn.
replace-how = Write the ID and the new text after the command, such as /replace { $example } and the text, or reply with /replace { $example } to a message or file (.txt, .md, .html, .pdf, .docx) that has it.
replace-wrong-type = I can read .txt, .md, .html, .pdf and .docx files. Save the article as one of these and send it again.
corrected = { $count ->
    [0] “{ $title }” has been corrected. No sentence changed.
    [one] “{ $title }” has been corrected: 1 change.
   *[other] “{ $title }” has been corrected: { $count } changes.
}
answers-cited = { $count ->
    [0] No earlier answer quoted this.
    [one] 1 earlier answer quoted this.
   *[other] { $count } earlier answers quoted this.
}
corrections-set-on = From now on I’ll tell you here when an article that I quoted to you is corrected.
corrections-set-off = I’ll no longer tell you here about corrections. /corrections on turns this on again.
corrections-are-on = I tell you here when an article that I quoted to you is corrected. /corrections off turns this off.
corrections-are-off = I don’t tell you here about corrections. /corrections on turns this on.
notice-corrected = Correction: one of my answers here quotes “{ $title }”, which the newsroom has since corrected.
notice-retracted = Correction: one of my answers here quotes “{ $title }”. Please don’t rely on it any more.
notice-how-to-stop = /corrections off stops these messages.
command-corrections = Turn notices of corrections on or off
command-show = See an article
command-history = Versions of an article
command-replace = Correct an article
command-retract = Withdraw an article

## Feeds and channels

help-following =
    Feeds and channels:
    /follow – follow a feed: write its link or that of your site after the command. To follow your channel, make me an admin of it, then write /follow @name or reply with /follow to a forwarded post
    /following – what is followed, when it was last read; pause it or stop following
follow-how = Write the link of a feed or of your site after the command, such as /follow https://kabarkota.id, or the @name of your channel. You can also forward a post of the channel here and reply to it with /follow.
follow-no-feed = I found no feed there. Send the link of the RSS, Atom or JSON feed itself, or of the news sitemap.
follow-not-admin = I can’t read that channel yet. Make me an admin of it, then send the command again.
follow-no-channel = That’s not a channel. Send the @name of a channel, or the link of a feed.
followed-feed = I’m following “{ $title }”. Its articles are being added now; after that I look for new and changed ones by myself. /following shows how it goes.
followed-channel = I’m following “{ $title }”. From now on its posts become articles at once; I can’t see earlier posts. Want to see a preview first? Change that in /following.
followed-already = “{ $title }” is already followed. /following shows how it goes.
following-owners-only = Sorry, only the owners of the bot can change what is followed. /following shows it.
following-none = Nothing is followed yet. /follow and the link of a feed, or the @name of your channel, starts it.
following-count = { $count ->
    [one] 1 source is followed
   *[other] { $count } sources are followed
}
following-how = Tap a number to see more, pause it or stop following.
following-back = ‹ Back
following-more = More ›
following-list = ‹ All sources
followed-read = last read { DATETIME($at, dateStyle: "medium", timeStyle: "short") }
followed-post = last post { DATETIME($at, dateStyle: "medium", timeStyle: "short") }
followed-nothing-yet = nothing read yet
followed-paused = paused
followed-newest = Newest article: { DATETIME($at, dateStyle: "medium", timeStyle: "short") }
followed-waiting = { $count ->
    [one] 1 item waits to be published
   *[other] { $count } items wait to be published
}
followed-preview = Admins see a preview of each article first.
followed-direct = Articles are published at once.
followed-by-settings = The settings name it (CHANNELS), so it can only be paused here.
followed-silent = ⚠️ It has been silent for longer than usual.
followed-failed = { $count ->
    [one] ⚠️ It could not be read last time: { $error }
   *[other] ⚠️ It could not be read the last { $count } times: { $error }
}
followed-gone = This is no longer followed.
follow-pause = Pause
follow-resume = Continue
follow-preview = Preview first
follow-direct = Publish at once
follow-drop = Stop following
unfollow-ask = Stop following this? Its articles stay.
unfollow-yes = Yes, stop following
unfollow-no = No, keep following
unfollowed = I no longer follow “{ $title }”. Its articles stay.
silent = ⚠️ “{ $title }” has been silent for longer than usual.
silent-since = ⚠️ “{ $title }” has been silent since { DATETIME($at, dateStyle: "medium", timeStyle: "short") }, longer than usual. /following shows more.
withdrawn-by-publisher = The publisher has withdrawn this report.
action-follow = followed { $subject }
action-unfollow = stopped following { $subject }
command-follow = Follow a feed or your channel
command-following = What is followed

## Errors and limits

unusable-question = I couldn’t make out a question. Please write it in a few words.
quota-own-used-up = You’ve used up your questions for today. You can ask again from { DATETIME($at, timeStyle: "short") } ({ $zone }) on { DATETIME($at, dateStyle: "long") }. Until then, /articles shows what you can read.
quota-of-all-used-up = I’ve given all the answers that I can give today. Please ask again from { DATETIME($at, timeStyle: "short") } ({ $zone }) on { DATETIME($at, dateStyle: "long") }.
try-again = Sorry, I’m busy right now. Please try again in a moment.
failure = Sorry, something went wrong on our side. Please try again later. If it happens again, tell an admin the number { $reference }.

## Command menu

command-ask = Ask a question
command-articles = Articles, newest first
command-new = Start a new conversation
command-language = Choose my language
command-help = Help
command-privacy = What I store about you
command-forget = Delete what I store about you
command-add = Add an article
command-delete = Delete an article
command-stats = How I am used
command-gaps = Questions that I could not answer
command-admins = Who the admins are
command-audit = Who did what, and when
command-export = Export all articles
