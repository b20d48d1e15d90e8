namespace Cto.Upstreams.World.Findings;

internal static partial class PackageList
{
    private const string Debian = """
        openssl 1.1.1n-0+deb11u3
          CVE-2023-0286 - 7.4 843 1.1.1n-0+deb11u4 2023-02-08 Type Confusion
          CVE-2023-0464 - 7.5 295 1.1.1n-0+deb11u5 2023-03-22 Improper Certificate Validation
          CVE-2023-5678 - 5.3 754 1.1.1w-0+deb11u2 2023-11-06 Denial of Service
        zlib 1:1.2.11.dfsg-2
          CVE-2022-37434 - 9.8 787 1:1.2.11.dfsg-2+deb11u2 2022-08-05 Heap-based Buffer Overflow
        curl 7.74.0-1.3+deb11u7
          CVE-2023-38545 - 9.8 787 7.74.0-1.3+deb11u10 2023-10-11 Heap-based Buffer Overflow
          CVE-2023-38546 - 3.7 73 7.74.0-1.3+deb11u10 2023-10-11 External Control of File Name
        expat 2.2.10-2+deb11u5
          CVE-2023-52425 - 7.5 400 2.2.10-2+deb11u6 2024-02-04 Denial of Service
          CVE-2024-45491 - 7.3 190 2.2.10-2+deb11u6 2024-08-30 Integer Overflow
        glibc 2.31-13+deb11u7
          CVE-2024-2961 - 7.3 787 2.31-13+deb11u9 2024-04-17 Out-of-bounds Write
          CVE-2024-33599 - 8.1 121 2.31-13+deb11u10 2024-05-06 Stack-based Buffer Overflow
          CVE-2024-33600 - 5.9 476 2.31-13+deb11u10 2024-05-06 NULL Pointer Dereference
        krb5 1.18.3-6+deb11u4
          CVE-2024-37370 - 7.5 345 1.18.3-6+deb11u5 2024-06-28 Insufficient Verification of Data Authenticity
        systemd 247.3-7+deb11u4
          CVE-2023-50387 - 7.5 770 247.3-7+deb11u6 2024-02-14 KeyTrap
        perl 5.32.1-4+deb11u2
          CVE-2023-31484 - 8.1 295 5.32.1-4+deb11u3 2023-04-29 Improper Certificate Validation
        ncurses 6.2+20201114-2+deb11u1
          CVE-2023-29491 - 7.8 787 6.2+20201114-2+deb11u2 2023-04-14 Memory Corruption
        gnutls28 3.7.1-5+deb11u3
          CVE-2024-0553 - 7.5 203 3.7.1-5+deb11u5 2024-01-16 Observable Timing Discrepancy
          CVE-2023-5981 - 5.9 203 3.7.1-5+deb11u4 2023-11-28 Observable Timing Discrepancy
        tar 1.34+dfsg-1
          CVE-2022-48303 - 5.5 125 1.34+dfsg-1+deb11u1 2023-01-30 Out-of-bounds Read
        nghttp2 1.43.0-1
          CVE-2023-44487 - 7.5 400 1.43.0-1+deb11u1 2023-10-10 HTTP/2 Rapid Reset
        sqlite3 3.34.1-3
          CVE-2023-7104 - 7.3 122 3.34.1-3+deb11u1 2023-12-29 Heap-based Buffer Overflow
        """;
}
