namespace Cto.Upstreams.World.Findings;

internal static partial class PackageList
{
    private const string Maven = """
        org.springframework:spring-beans 5.3.17
          CVE-2022-22965 GHSA-36p3-wjmg-h94x 9.8 94 5.3.18 2022-03-31 Remote Code Execution
        org.springframework:spring-expression 5.3.16
          CVE-2022-22950 GHSA-558x-2xjg-6232 6.5 770 5.3.17 2022-04-01 Allocation of Resources Without Limits
          CVE-2023-20861 GHSA-564r-hj7v-mcr5 6.5 400 5.3.26 2023-03-23 Denial of Service
        org.springframework:spring-web 5.3.31
          CVE-2024-22243 GHSA-ccgv-vj62-xf9h 8.1 601 5.3.32 2024-02-23 Open Redirect
          CVE-2024-22259 GHSA-hgjh-9rj2-g67j 8.1 601 5.3.33 2024-03-16 Open Redirect
          CVE-2024-22262 GHSA-2wrp-6fg6-hmc5 8.1 601 5.3.34 2024-04-16 Open Redirect
        org.apache.commons:commons-text 1.9
          CVE-2022-42889 GHSA-599f-7c49-w659 9.8 94 1.10.0 2022-10-13 Arbitrary Code Execution
        io.netty:netty-handler 4.1.86.Final
          CVE-2023-34462 GHSA-6mjq-h674-j845 6.5 400 4.1.94.Final 2023-06-22 Denial of Service
        io.netty:netty-codec-http2 4.1.90.Final
          CVE-2023-44487 GHSA-xpw8-rcwv-8f8p 7.5 400 4.1.100.Final 2023-10-10 HTTP/2 Rapid Reset
        io.netty:netty-codec 4.1.66.Final
          CVE-2021-37136 GHSA-grg4-wf29-r9vv 7.5 400 4.1.68.Final 2021-10-19 Denial of Service
          CVE-2021-37137 GHSA-9vjp-v76f-g363 7.5 400 4.1.68.Final 2021-10-19 Denial of Service
        com.google.guava:guava 31.1-jre
          CVE-2023-2976 GHSA-7g45-4rm6-3mm3 5.5 552 32.0.0-jre 2023-06-14 Information Exposure
          CVE-2020-8908 GHSA-5mg8-w23w-74h3 3.3 379 32.0.0-jre 2020-12-10 Information Disclosure
        com.google.protobuf:protobuf-java 3.19.4
          CVE-2022-3171 GHSA-h4h5-3hr4-j3g2 5.7 20 3.19.6 2022-10-12 Denial of Service
          CVE-2022-3509 GHSA-g5ww-5jh7-63cx 7.5 400 3.19.6 2022-11-01 Denial of Service
          CVE-2022-3510 GHSA-4gg5-vxg4-9vgh 7.5 400 3.19.6 2022-11-11 Denial of Service
        com.google.code.gson:gson 2.8.6
          CVE-2022-25647 GHSA-4jrv-ppp4-jm57 7.7 502 2.8.9 2022-05-01 Deserialization of Untrusted Data
        commons-io:commons-io 2.6
          CVE-2021-29425 GHSA-gwrp-pvrq-jmwv 4.8 20 2.7 2021-04-13 Path Traversal
          CVE-2024-47554 GHSA-78wr-2p64-hpwj 4.3 400 2.14.0 2024-10-03 Uncontrolled Resource Consumption
        org.xerial.snappy:snappy-java 1.1.8.4
          CVE-2023-34453 GHSA-pqr6-cmr2-h8hf 5.9 190 1.1.10.1 2023-06-15 Integer Overflow
          CVE-2023-34454 GHSA-fjpj-2g6w-x25r 5.9 190 1.1.10.1 2023-06-15 Integer Overflow
          CVE-2023-34455 GHSA-qcwq-55hx-v3vh 7.5 770 1.1.10.1 2023-06-15 Denial of Service
          CVE-2023-43642 GHSA-55g7-9cwv-5qfv 7.5 770 1.1.10.4 2023-09-25 Denial of Service
        ch.qos.logback:logback-classic 1.2.9
          CVE-2023-6378 GHSA-vmq6-5m68-f53m 7.1 502 1.2.13 2023-11-29 Deserialization of Untrusted Data
        ch.qos.logback:logback-core 1.2.8
          CVE-2021-42550 GHSA-668q-qrv7-99fm 6.6 502 1.2.9 2021-12-16 Deserialization of Untrusted Data
        org.apache.tomcat.embed:tomcat-embed-core 9.0.67
          CVE-2022-42252 GHSA-p22x-g9px-3945 7.5 444 9.0.68 2022-11-01 HTTP Request Smuggling
          CVE-2023-28708 GHSA-2c9m-w27f-53rm 4.3 523 9.0.72 2023-03-22 Unprotected Transport of Credentials
          CVE-2023-41080 GHSA-q3mw-pvr8-9ggc 6.1 601 9.0.80 2023-08-25 Open Redirect
          CVE-2023-45648 GHSA-r6j3-px5g-cq3x 5.3 20 9.0.81 2023-10-10 HTTP Request Smuggling
          CVE-2023-46589 GHSA-fccv-jmmp-qg76 7.5 444 9.0.83 2023-11-28 HTTP Request Smuggling
        org.springframework.security:spring-security-core 5.7.11
          CVE-2024-22257 GHSA-f3jh-qvm4-mg39 8.2 284 5.7.12 2024-03-18 Broken Access Control
        com.h2database:h2 1.4.200
          CVE-2021-42392 GHSA-h376-j262-vhq6 9.8 502 2.0.206 2022-01-10 Remote Code Execution
          CVE-2022-23221 GHSA-45hx-wfhj-473x 9.8 94 2.1.210 2022-01-19 Remote Code Execution
        org.json:json 20220924
          CVE-2022-45688 GHSA-3vqj-43w4-2q58 7.5 787 20230227 2022-12-13 Denial of Service
          CVE-2023-5072 GHSA-4jq9-2xhw-jpx7 7.5 770 20231013 2023-10-12 Denial of Service
        com.squareup.okio:okio 3.3.0
          CVE-2023-3635 GHSA-w33c-445m-f8w7 5.9 195 3.4.0 2023-07-12 Denial of Service
        org.jetbrains.kotlin:kotlin-stdlib 1.5.31
          CVE-2022-24329 GHSA-2qp4-g3q3-f92w 5.3 667 1.6.0 2022-02-25 Improper Locking
        com.fasterxml.woodstox:woodstox-core 6.3.1
          CVE-2022-40152 GHSA-3f7h-mf4q-vrm4 6.5 787 6.4.0 2022-09-16 Stack-based Buffer Overflow
        org.codehaus.jettison:jettison 1.4.1
          CVE-2022-40149 GHSA-56h3-78gp-v83r 6.5 787 1.5.1 2022-09-16 Stack-based Buffer Overflow
          CVE-2022-40150 GHSA-x27m-9w8j-5vcw 6.5 400 1.5.2 2022-09-16 Denial of Service
          CVE-2022-45685 GHSA-7rf3-mqpx-h7xg 7.5 787 1.5.2 2022-12-13 Stack-based Buffer Overflow
          CVE-2022-45693 GHSA-grr4-wv38-f68w 7.5 787 1.5.2 2022-12-13 Stack-based Buffer Overflow
          CVE-2023-1436 GHSA-q6g2-g7f3-rr83 7.5 674 1.5.4 2023-03-22 Uncontrolled Recursion
        """;
}
