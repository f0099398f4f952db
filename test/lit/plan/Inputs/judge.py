"""judge.py SIGNATURES PUBLIC: verifies a DSSE envelope with nothing of Infra: the encoding as its specification says it, the
signature by OpenSSL. Prints the payload."""
import base64
import json
import os
import subprocess
import sys
import tempfile

envelope = json.load(open(sys.argv[1]))
kind, payload = envelope["payloadType"].encode(), base64.b64decode(envelope["payload"], validate=True)
message = b" ".join([b"DSSEv1", str(len(kind)).encode(), kind, str(len(payload)).encode(), payload])
for signature in envelope["signatures"]:
    with tempfile.TemporaryDirectory() as folder:
        files = {"message": message, "sig": base64.b64decode(signature["sig"], validate=True)}
        for name, content in files.items():
            open(os.path.join(folder, name), "wb").write(content)
        subprocess.run(["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", os.path.abspath(sys.argv[2]), "-rawin", "-in",
                        "message", "-sigfile", "sig"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
print(json.dumps(json.loads(payload), indent=1))
