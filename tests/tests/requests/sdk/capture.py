"""Writes the .json files beside it: what each provider's official Python library sends for the same conversations.

pip install openai anthropic google-genai mistralai cohere ollama boto3 && python capture.py

No request leaves the process: it is kept where the network would begin, and answered with what the module says. A case
that makes two requests (`results`, `thoughts`) sends the answer to the first back, as the library's documentation does;
the second is the one that is written down, beside that answer.
"""

import importlib
import io
import json
import pathlib
from importlib.metadata import version

import botocore.awsrequest
import botocore.httpsession
import httpx
import httpx2

MODULES = [
    "chat_completions", "responses", "messages", "generate_content", "mistral_chat", "cohere_chat", "ollama_chat",
    "converse",
]
WIDTH = 118
# Headers by which a library speaks of itself or of the connection.
OWN = ("accept", "accept-encoding", "connection", "content-length", "host", "user-agent")
OWN_PREFIXES = ("x-stainless-", "x-fern-", "x-goog-api-client", "x-client-", "amz-sdk-", "x-amz-", "traceparent")

requests, answers = [], []


def keep(method, url, headers, body):
    """Keeps a request and gives the bytes and the headers to answer it with."""
    names = {name.lower(): value for name, value in headers}
    shown = {
        name: value.decode() if isinstance(value, bytes) else value
        for name, value in sorted(names.items())
        if name not in OWN and not name.startswith(OWN_PREFIXES)
    }
    assert method == "POST"
    requests.append({"url": str(url).partition("#")[0], "headers": shown, "body": json.loads(body)})
    if not answers:
        return b"", {"content-type": "text/event-stream"}
    return json.dumps(answers.pop(0)).encode(), {"content-type": "application/json"}


def over_http(library):
    def answer(transport, request):
        body, headers = keep(request.method, request.url, request.headers.items(), request.read())
        return library.Response(200, headers=headers, content=body)

    return answer


def to_amazon(session, request):
    body, headers = keep(request.method, request.url, request.headers.items(), request.body)
    raw = io.BytesIO(body)
    raw.stream = lambda **_: iter([body])
    return botocore.awsrequest.AWSResponse(request.url, 200, headers, raw)


httpx.HTTPTransport.handle_request = over_http(httpx)
httpx2.HTTPTransport.handle_request = over_http(httpx2)
botocore.httpsession.URLLib3Session.send = to_amazon


def record(module, name):
    """What is sent in this case, and the answer that was sent back in it, if one was."""
    requests.clear()
    sent_back = module.ANSWERS.get(name)
    answers[:] = [] if name == "stream" else [answer for answer in (sent_back, module.PLAIN) if answer]
    module.CASES[name]()
    assert len(requests) == (2 if sent_back else 1), f"{name} makes {len(requests)} requests"
    return {**({"answer": sent_back} if sent_back else {}), **requests[-1]}


def written(value, indent=0):
    """JSON that a person can read: what fits into a line is on one."""
    flat = json.dumps(value, ensure_ascii=False)
    if len(flat) + indent <= WIDTH or not isinstance(value, (dict, list)):
        return flat
    if isinstance(value, list) and len(value) == 1:
        return f"[{written(value[0], indent)}]"
    inside, outside = " " * (indent + 2), " " * indent
    if isinstance(value, list):
        items, ends = [written(item, indent + 2) for item in value], "[]"
    else:
        items, ends = [f"{json.dumps(key)}: {written(item, indent + 2)}" for key, item in value.items()], "{}"
    return f"{ends[0]}\n{inside}" + f",\n{inside}".join(items) + f"\n{outside}{ends[1]}"


if __name__ == "__main__":
    for name in MODULES:
        module = importlib.import_module(name)
        cases = {case: record(module, case) for case in module.CASES}
        url, headers = (cases["text"][key] for key in ("url", "headers"))
        for case in cases.values():
            assert case.pop("headers") == headers, f"the headers of {name} differ"
            if case["url"] == url:
                del case["url"]
        sent_by = f"{module.LIBRARY} {version(module.LIBRARY)} (Python)"
        recorded = {"sent_by": sent_by, "url": url, "headers": headers, "cases": cases}
        path = pathlib.Path(__file__).with_name(f"{name}.json")
        path.write_text(written(recorded) + "\n", encoding="utf-8")
        print(f"{name}: {len(module.CASES)} requests of {sent_by}")
