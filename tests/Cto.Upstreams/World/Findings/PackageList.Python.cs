namespace Cto.Upstreams.World.Findings;

internal static partial class PackageList
{
    private const string Python = """
        requests 2.30.0
          CVE-2023-32681 GHSA-j8r2-6x86-q33q 6.1 200 2.31.0 2023-05-26 Information Exposure
          CVE-2024-35195 GHSA-9wx4-h78v-vm56 5.6 670 2.32.0 2024-05-20 Always-Incorrect Control Flow
        pillow 9.5.0
          CVE-2023-44271 GHSA-8ghj-p4vj-mr35 7.5 770 10.0.0 2023-11-03 Denial of Service
          CVE-2023-4863 GHSA-j7hp-h8jx-5ppr 8.8 787 10.0.1 2023-09-12 Heap-based Buffer Overflow
          CVE-2023-50447 GHSA-3f63-hfp8-52jq 8.1 94 10.2.0 2024-01-19 Eval Injection
          CVE-2024-28219 GHSA-44wm-f244-xhp3 6.7 120 10.3.0 2024-04-03 Buffer Overflow
        setuptools 65.5.0
          CVE-2022-40897 GHSA-r9hx-vwmv-q579 5.9 1333 65.5.1 2022-12-23 Regular Expression Denial of Service
          CVE-2024-6345 GHSA-cx63-2mw6-8hw5 8.8 94 70.0.0 2024-07-15 Code Injection
        urllib3 1.26.15
          CVE-2023-43804 GHSA-v845-jxx5-vc9f 5.9 200 1.26.17 2023-10-04 Information Exposure
          CVE-2023-45803 GHSA-g4mx-q9vg-27p4 4.2 200 1.26.18 2023-10-17 Information Exposure
          CVE-2024-37891 GHSA-34jh-p97f-mpxf 4.4 669 1.26.19 2024-06-17 Improper Removal of Sensitive Information
        pyyaml 5.3.1
          CVE-2020-14343 GHSA-8q59-q68h-6hv4 9.8 20 5.4 2021-02-09 Arbitrary Code Execution
        cryptography 38.0.4
          CVE-2023-0286 GHSA-x4qr-2fvf-3mr5 7.4 843 39.0.1 2023-02-08 Type Confusion
          CVE-2023-23931 GHSA-w7pp-m8wf-vj6r 6.5 754 39.0.1 2023-02-07 Improper Check for Unusual Conditions
          CVE-2023-49083 GHSA-jfhm-5ghh-2f97 5.9 476 41.0.6 2023-11-29 NULL Pointer Dereference
          CVE-2024-26130 GHSA-6vqw-3v5j-54x4 7.5 476 42.0.4 2024-02-21 NULL Pointer Dereference
        jinja2 3.1.2
          CVE-2024-22195 GHSA-h5c8-rqwp-cp95 5.4 79 3.1.3 2024-01-11 Cross-site Scripting
          CVE-2024-34064 GHSA-h75v-3vvj-5mfj 5.4 79 3.1.4 2024-05-06 Cross-site Scripting
        certifi 2022.12.7
          CVE-2023-37920 GHSA-xqr8-7jwr-rhp7 7.5 345 2023.7.22 2023-07-25 Insufficient Verification of Data Authenticity
        werkzeug 2.2.2
          CVE-2023-25577 GHSA-xg9f-g7g7-2323 7.5 770 2.2.3 2023-02-14 Denial of Service
          CVE-2023-46136 GHSA-hrfv-mqp8-q5rw 8.0 787 2.3.8 2023-10-25 Denial of Service
          CVE-2024-34069 GHSA-2g68-c3qc-8985 7.5 352 3.0.3 2024-05-06 Remote Code Execution in the debugger
        flask 2.2.4
          CVE-2023-30861 GHSA-m2qf-hxjv-5gpq 7.5 539 2.2.5 2023-05-01 Information Exposure
        aiohttp 3.8.4
          CVE-2023-37276 GHSA-45c4-8wx5-qw6w 5.3 444 3.8.5 2023-07-19 HTTP Request Smuggling
          CVE-2023-49081 GHSA-q3qx-c6g2-7pw2 7.2 20 3.9.0 2023-11-30 CRLF Injection
          CVE-2024-23334 GHSA-5h86-8mv2-jq9f 5.9 22 3.9.2 2024-01-29 Directory Traversal
          CVE-2024-30251 GHSA-5m98-qgg9-wh84 7.5 835 3.9.4 2024-05-02 Infinite Loop
        pydantic 1.10.12
          CVE-2024-3772 GHSA-mr82-8j83-vxmv 5.9 1333 1.10.13 2024-04-15 Regular Expression Denial of Service
        idna 3.6
          CVE-2024-3651 GHSA-jjg7-2v4v-x38h 6.2 400 3.7 2024-04-11 Denial of Service
        tornado 6.3.1
          CVE-2023-28370 GHSA-hj3f-6gcp-jg8j 6.1 601 6.3.2 2023-05-25 Open Redirect
        """;
}
