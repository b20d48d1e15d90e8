namespace Cto.Upstreams.World.Findings;

internal static partial class PackageList
{
    private const string Npm = """
        lodash 4.17.11
          CVE-2019-10744 GHSA-jf85-cpcp-j695 9.1 1321 4.17.12 2019-07-26 Prototype Pollution
          CVE-2020-8203 GHSA-p6mc-m468-83gw 7.4 1321 4.17.20 2020-07-15 Prototype Pollution
          CVE-2021-23337 GHSA-35jh-r3h4-6jhm 7.2 94 4.17.21 2021-02-15 Command Injection
          CVE-2020-28500 GHSA-29mw-wpgm-hmr9 5.3 1333 4.17.21 2021-02-15 Regular Expression Denial of Service
        minimist 1.2.5
          CVE-2021-44906 GHSA-xvch-5gv4-984h 9.8 1321 1.2.6 2022-03-17 Prototype Pollution
        json5 2.2.1
          CVE-2022-46175 GHSA-9c47-m6qq-7p4h 7.1 1321 2.2.2 2022-12-24 Prototype Pollution
        semver 7.3.8
          CVE-2022-25883 GHSA-c2qf-rxjj-qqgw 7.5 1333 7.5.2 2023-06-21 Regular Expression Denial of Service
        @babel/traverse 7.22.8
          CVE-2023-45133 GHSA-67hx-6x53-jw92 9.3 184 7.23.2 2023-10-12 Incomplete List of Disallowed Inputs
        qs 6.5.2
          CVE-2022-24999 GHSA-hrpp-h998-j3pp 7.5 1321 6.5.3 2022-11-26 Prototype Poisoning
        tough-cookie 4.1.2
          CVE-2023-26136 GHSA-72xf-g2v4-qvf3 6.5 1321 4.1.3 2023-07-01 Prototype Pollution
        jsonwebtoken 8.5.1
          CVE-2022-23539 GHSA-8cf7-32gw-wr33 8.1 327 9.0.0 2022-12-22 Use of a Broken Cryptographic Algorithm
          CVE-2022-23540 GHSA-qwph-4952-7xr6 6.4 347 9.0.0 2022-12-22 Improper Verification of Signature
          CVE-2022-23541 GHSA-hjrf-2m68-5959 5.0 287 9.0.0 2022-12-22 Improper Authentication
        axios 0.21.1
          CVE-2021-3749 GHSA-cph5-m8f7-6c5x 7.5 1333 0.21.2 2021-08-31 Regular Expression Denial of Service
          CVE-2023-45857 GHSA-wf5p-g6vw-rhxx 6.5 352 0.28.0 2023-11-08 Cross-site Request Forgery
        follow-redirects 1.14.7
          CVE-2022-0536 GHSA-pw2r-vq6v-hr8c 5.9 200 1.14.8 2022-02-09 Information Exposure
          CVE-2023-26159 GHSA-jchw-25xp-jwwc 6.1 601 1.15.4 2024-01-02 Open Redirect
          CVE-2024-28849 GHSA-cxjh-pqwp-8mfp 6.5 200 1.15.6 2024-03-14 Information Exposure
        braces 3.0.2
          CVE-2024-4068 GHSA-grv7-fg5c-xmjg 7.5 1050 3.0.3 2024-05-14 Uncontrolled Resource Consumption
        micromatch 4.0.5
          CVE-2024-4067 GHSA-952p-6rrq-rcjv 5.3 1333 4.0.8 2024-05-14 Regular Expression Denial of Service
        minimatch 3.0.4
          CVE-2022-3517 GHSA-f8q6-p94x-37v3 7.5 1333 3.0.5 2022-10-17 Regular Expression Denial of Service
        ansi-regex 5.0.0
          CVE-2021-3807 GHSA-93q8-gq69-wqmw 7.5 1333 5.0.1 2021-09-17 Regular Expression Denial of Service
        loader-utils 2.0.2
          CVE-2022-37601 GHSA-76p3-8jx3-jpfq 9.8 1321 2.0.3 2022-10-12 Prototype Pollution
          CVE-2022-37599 GHSA-hhq3-ff78-jv3g 7.5 1333 2.0.4 2022-10-11 Regular Expression Denial of Service
          CVE-2022-37603 GHSA-3rfm-jhwj-7488 7.5 1333 2.0.4 2022-10-14 Regular Expression Denial of Service
        ws 7.5.8
          CVE-2024-37890 GHSA-3h5v-q93c-6h6q 7.5 476 7.5.10 2024-06-17 Denial of Service
        node-fetch 2.6.6
          CVE-2022-0235 GHSA-r683-j2x4-v87g 8.8 601 2.6.7 2022-01-16 Information Exposure
        express 4.17.1
          CVE-2024-29041 GHSA-rv95-896h-c2vc 6.1 601 4.19.2 2024-03-25 Open Redirect
          CVE-2024-43796 GHSA-qw6h-vgh9-j6wx 5.0 79 4.20.0 2024-09-10 Cross-site Scripting
        postcss 8.4.30
          CVE-2023-44270 GHSA-7fh5-64p2-3v2j 5.3 74 8.4.31 2023-09-29 Improper Input Validation
        path-to-regexp 0.1.7
          CVE-2024-45296 GHSA-9wv6-86v2-598j 7.5 1333 0.1.10 2024-09-09 Regular Expression Denial of Service
        cookie 0.5.0
          CVE-2024-47764 GHSA-pxg6-pf52-xh8x 3.7 74 0.7.0 2024-10-04 Improper Input Validation
        body-parser 1.19.0
          CVE-2024-45590 GHSA-qwcr-r2fm-qrc7 7.5 405 1.20.3 2024-09-10 Denial of Service
        send 0.17.1
          CVE-2024-43799 GHSA-m6fv-jmcg-4jfg 5.0 79 0.19.0 2024-09-10 Cross-site Scripting
        word-wrap 1.2.3
          CVE-2023-26115 GHSA-j8xg-fqg3-53r7 5.3 1333 1.2.4 2023-06-22 Regular Expression Denial of Service
        undici 5.8.2
          CVE-2023-24807 GHSA-r6ch-mqf9-qc9w 7.5 1333 5.19.1 2023-02-16 Regular Expression Denial of Service
          CVE-2023-45143 GHSA-wqq4-5wpv-mx2g 3.9 200 5.26.2 2023-10-12 Information Exposure
        """;
}
