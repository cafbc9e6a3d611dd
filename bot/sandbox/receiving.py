"""The methods by which a bot gets its updates."""

from bot.sandbox import calls, errors, registry, updates, webhook, wire, world

WEBHOOK_IS_ACTIVE = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook "
    "first"
)
MOST_CONNECTIONS = 100


@registry.method("getUpdates", "offset limit timeout allowed_updates")
async def get_updates(box: world.World, call: calls.Call) -> list[wire.Json]:
    if box.webhook.is_set:
        raise errors.conflict(WEBHOOK_IS_ACTIVE)
    _remember_allowed(box, call)
    limit = call.integer("limit", updates.LARGEST_PAGE)
    if not 1 <= limit <= updates.LARGEST_PAGE:
        limit = updates.LARGEST_PAGE
    timeout = min(max(call.integer("timeout"), 0), updates.LONGEST_POLL)
    return await box.updates.poll(call.integer("offset"), limit, timeout)


@registry.method(
    "setWebhook",
    "url certificate ip_address max_connections allowed_updates drop_pending_updates secret_token",
)
def set_webhook(box: world.World, call: calls.Call) -> bool:
    connections = call.integer("max_connections", 40)
    settings = webhook.Settings(
        call.text("url"), call.text("secret_token"), min(max(connections, 1), MOST_CONNECTIONS)
    )
    box.webhook.set(settings)
    _remember_allowed(box, call)
    _drop_pending(box, call)
    return True


@registry.method("deleteWebhook", "drop_pending_updates")
def delete_webhook(box: world.World, call: calls.Call) -> bool:
    box.webhook.set(webhook.Settings())
    _drop_pending(box, call)
    return True


@registry.method("getWebhookInfo")
def get_webhook_info(box: world.World, _call: calls.Call) -> wire.Json:
    return box.webhook.info()


def _remember_allowed(box: world.World, call: calls.Call) -> None:
    """Without the parameter the previous setting stays."""
    kinds = call.value("allowed_updates")
    if isinstance(kinds, list):
        box.updates.allow(kind for kind in kinds if isinstance(kind, str))


def _drop_pending(box: world.World, call: calls.Call) -> None:
    if call.flag("drop_pending_updates"):
        box.updates.clear()
