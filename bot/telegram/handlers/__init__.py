"""Handlers of updates, one module per task.

A handler takes an update, calls a use case of the core, and sends messages.

``access`` builds the context of each handler call (chat, person, language, rights) and checks the rights.
``lookup`` finds articles, and reads from an answer's buttons which turn it shows.

For readers: ``commands`` handles /start, /help, /new, /language and unknown commands; ``asking`` questions,
and replies that ask for sources; ``sources`` and ``feedback`` the buttons under an answer; ``browsing`` the
list of articles; ``subscribing`` the notices about corrections; ``privacy`` what is stored about a person,
and deleting it; ``unreadable`` messages that are not text.

For admins: ``adding`` takes uploads and ``drafts`` previews and publishes them; ``corrections`` shows,
corrects and withdraws published articles; ``deleting`` deletes them; ``following`` follows feeds and
channels; ``unanswered`` lists unanswered questions; ``statistics`` shows usage; ``administration`` handles
the admins, the audit log and the export. ``channel_posts`` takes the posts of channels, and ``previews``
shows admins what needs an approval.

The texts come from ``bot/messages``; ``bot/telegram/views`` turns them into messages and buttons, and
``bot/telegram/delivery`` sends these.
"""
