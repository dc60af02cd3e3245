"""What can go wrong when a geocoder is asked: each failure in one sentence."""

from __future__ import annotations

from collections.abc import Sequence

from yearlog.errors import YearlogError

KEY = "YEARLOG_GEOCODER_KEY"
"""The environment variable that holds the key of a geocoder; the journal never does."""


class UnknownGeocoder(YearlogError):
    """A service that geopy does not know."""

    def __init__(self, name: str, close: Sequence[str]) -> None:
        zh = f"相近的有：{'、'.join(close)}。" if close else "默认是 nominatim。"
        en = f"Close to it: {', '.join(close)}." if close else "The default is nominatim."
        super().__init__(
            f"没有叫「{name}」的地理编码服务。{zh}", f"There is no geocoder “{name}”. {en}"
        )


class GeocoderNotSetUp(YearlogError):
    """A service that needs a key, or cannot be asked as it is set."""

    def __init__(self, name: str, missing: Sequence[str]) -> None:
        zh = f"还缺：{'、'.join(missing)}。" if missing else ""
        en = f" Missing: {', '.join(missing)}." if missing else ""
        super().__init__(
            f"{name} 还不能用。{zh}密钥请放在环境变量 {KEY} 中，不要写进日志。",
            f"{name} cannot be asked yet.{en} Put its key into the environment variable {KEY}, "
            "never into the journal.",
        )


class GeocoderHasOneAddress(YearlogError):
    """``geocoder.url`` is set, but the service has no servers of others."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} 不能换成别的服务器。请清空 geocoder.url，或换一个服务。",
            f"{name} runs at one address only. Empty geocoder.url, or choose another service.",
        )


class NothingToAsk(YearlogError):
    """The question is empty, or far too long to be a place."""

    def __init__(self) -> None:
        super().__init__(
            "请给出 1 到 200 个字的地名。", "Give the name of a place, 1 to 200 letters long."
        )


class GeopyMissing(YearlogError):
    """The library that asks is not installed, though it belongs to the program."""

    def __init__(self) -> None:
        super().__init__(
            "没有安装 geopy，不能联网查地点。请重新安装 yearlog，或运行 pip install geopy。",
            "geopy is not installed, so no geocoder can be asked. Reinstall yearlog, or run "
            "`pip install geopy`.",
        )


class GeocoderUnreachable(YearlogError):
    """No network, or no such host."""

    def __init__(self, host: str) -> None:
        super().__init__(
            f"连不上 {host}：没有网络，或者没有这个地址。离线地名库照常可用。",
            f"{host} cannot be reached: there is no network, or no such address. The offline "
            "gazetteer still answers.",
        )


class GeocoderRefused(YearlogError):
    """Nothing listens at the address."""

    def __init__(self, host: str) -> None:
        super().__init__(
            f"{host} 拒绝了连接：那里没有服务在运行。请检查 geocoder.url。",
            f"{host} refused the connection: no service runs there. Look at geocoder.url.",
        )


class ProxyFailed(YearlogError):
    """The proxy of the surroundings does not let the question through."""

    def __init__(self, proxy: str, host: str) -> None:
        super().__init__(
            f"问 {host} 要经过代理 {proxy}，而代理连不上。"
            "请检查环境变量 HTTP_PROXY 和 HTTPS_PROXY。",
            f"{host} is asked through the proxy {proxy}, which cannot be reached. Look at the "
            "environment variables HTTP_PROXY and HTTPS_PROXY.",
        )


class GeocoderSlow(YearlogError):
    """No whole answer came in time."""

    def __init__(self, host: str, seconds: float) -> None:
        super().__init__(
            f"{host} 在 {seconds:g} 秒内没有答完。请稍后再试。",
            f"{host} gave no whole answer within {seconds:g} s. Try again later.",
        )


class GeocoderBusy(YearlogError):
    """The service wants fewer requests (429); ``seconds`` until it wants to be asked again."""

    def __init__(self, host: str, seconds: float | None) -> None:
        self.seconds = seconds
        if seconds is None:
            zh, en = "几分钟后", "in a few minutes"
        elif seconds < 90:
            n = max(1, round(seconds))
            zh, en = f" {n} 秒后", f"in {n} s"
        elif seconds < 5400:
            zh, en = f" {seconds / 60:.0f} 分钟后", f"in {seconds / 60:.0f} minutes"
        elif seconds < 172_800:
            zh, en = f" {seconds / 3600:.0f} 小时后", f"in {seconds / 3600:.0f} hours"
        else:
            zh, en = "过些天", "much later"
        super().__init__(
            f"{host} 说请求太多了。请{zh}再试。",
            f"{host} has had too many requests. Try again {en}.",
        )


class GeocoderDenied(YearlogError):
    """The service does not let this user in (401, 402, 403)."""

    def __init__(self, host: str, status: int) -> None:
        super().__init__(
            f"{host} 不接受这次请求（{status}）。需要密钥的服务，请检查环境变量 {KEY}。",
            f"{host} denied the request ({status}). If the service needs a key, look at the "
            f"environment variable {KEY}.",
        )


class GeocoderBroken(YearlogError):
    """The service says that it failed; ``status`` is that of HTTP, 0 when it hung up."""

    def __init__(self, host: str, status: int = 0) -> None:
        if status:
            zh, en = f"{host} 出错了（{status}）", f"{host} failed ({status})"
        else:
            zh, en = f"{host} 中途断开了", f"{host} hung up"
        super().__init__(f"{zh}。请稍后再试。", f"{en}. Try again later.")


class GeocoderNonsense(YearlogError):
    """The answer is no list of places."""

    def __init__(self, host: str) -> None:
        super().__init__(
            f"{host} 的回答看不懂，没有采用。请检查 geocoder 与 geocoder.url。",
            f"{host} answered something that is no list of places; none of it was used. Look at "
            "geocoder and geocoder.url.",
        )


class GeocoderTooLong(YearlogError):
    """The answer is longer than any list of places."""

    def __init__(self, host: str, megabytes: int) -> None:
        super().__init__(
            f"{host} 的回答超过 {megabytes} MB，没有读完，也没有采用。",
            f"{host} answered more than {megabytes} MB; the rest was not read, and none was used.",
        )


class GeocoderElsewhere(YearlogError):
    """The service sends the question on to another host."""

    def __init__(self, host: str, target: str) -> None:
        super().__init__(
            f"{host} 要转到 {target}，没有跟过去：只问你选定的服务。",
            f"{host} sends on to {target}, which was not asked: only the service you chose is.",
        )


class GeocoderNotTrusted(YearlogError):
    """No safe connection: a certificate that proves nothing, or no TLS at all."""

    def __init__(self, host: str) -> None:
        super().__init__(
            f"与 {host} 的加密连接不可信（TLS 证书有误），没有发送查询。",
            f"The connection to {host} cannot be trusted (TLS); the question was not sent.",
        )
