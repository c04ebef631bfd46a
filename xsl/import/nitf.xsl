<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: GPL-2.0-or-later -->
<!--
  NITF 3 (News Industry Text Format, IPTC) as a release (doc/release.md, "What
  importers deliver").

  Documents come with the namespace of NITF 3.4 and later (n:) and without
  one, so every name stands twice; fields of the head, which are few, go by
  their local names.  Elements that nobody knows give their words.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:n="http://iptc.org/std/NITF/2006-10-18/"
    xmlns:g="urn:gazette:release:1"
    xmlns:h="http://www.w3.org/1999/xhtml"
    xmlns="http://www.w3.org/1999/xhtml"
    exclude-result-prefixes="n g h">

<xsl:key name="note" match="note | n:note" use="@noteclass"/>

<!-- Document. -->

<xsl:template match="/*">
  <xsl:variable name="head" select="*[local-name() = 'head']"/>
  <xsl:variable name="body" select="*[local-name() = 'body']"/>
  <xsl:variable name="content" select="$body/*[local-name() = 'body.content']"/>
  <xsl:variable name="docdata" select="$head/*[local-name() = 'docdata']"/>
  <release xmlns="urn:gazette:release:1">
    <xsl:apply-templates select="(@baselang | @xml:lang)[1]" mode="root"/>
    <xsl:apply-templates select="$docdata/*[local-name() = 'doc-id']/@id-string" mode="root"/>
    <xsl:apply-templates select="$docdata/*[local-name() = 'du-key']/@version" mode="root"/>
    <head>
      <xsl:apply-templates select="$body/*[local-name() = 'body.head']" mode="head">
        <xsl:with-param name="title" select="$head/*[local-name() = 'title']"/>
        <xsl:with-param name="content" select="$content"/>
      </xsl:apply-templates>
      <xsl:if test="not($body/*[local-name() = 'body.head'])">
        <xsl:apply-templates select="$head/*[local-name() = 'title']" mode="title"/>
      </xsl:if>
      <xsl:apply-templates select="$docdata" mode="docdata"/>
      <xsl:apply-templates select="($head | $docdata)/*[local-name() = 'key-list']/*" mode="subject"/>
      <source format="nitf"/>
    </head>
    <body xmlns="http://www.w3.org/1999/xhtml">
      <xsl:apply-templates select="$content/node()"/>
    </body>
    <xsl:apply-templates select="$body/*[local-name() = 'body.end']" mode="end"/>
    <report>
      <xsl:apply-templates select="$content" mode="report"/>
    </report>
  </release>
</xsl:template>

<!-- root: attributes of the release. -->

<xsl:template match="@*" mode="root"/>

<xsl:template match="@baselang | @xml:lang" mode="root">
  <xsl:attribute name="xml:lang"><xsl:value-of select="normalize-space(.)"/></xsl:attribute>
</xsl:template>

<xsl:template match="@id-string" mode="root">
  <xsl:if test="normalize-space(.)">
    <xsl:attribute name="id"><xsl:value-of select="normalize-space(.)"/></xsl:attribute>
  </xsl:if>
</xsl:template>

<xsl:template match="@version" mode="root">
  <xsl:if test="number(.) = floor(number(.)) and number(.) &gt;= 0">
    <xsl:attribute name="version"><xsl:value-of select="number(.)"/></xsl:attribute>
  </xsl:if>
</xsl:template>

<!-- head: what body.head says about the text. -->

<xsl:template match="*" mode="head">
  <xsl:param name="title"/>
  <xsl:param name="content"/>
  <xsl:variable name="hedline" select="*[local-name() = 'hedline']"/>
  <xsl:variable name="hl1" select="$hedline/*[local-name() = 'hl1'][normalize-space()]"/>
  <xsl:variable name="abstract" select="*[local-name() = 'abstract']"/>
  <xsl:apply-templates select="($hl1 | $title[not($hl1)])[1]" mode="title"/>
  <xsl:apply-templates select="$hedline/*[local-name() = 'hl2'][normalize-space()][1]" mode="deck"/>
  <xsl:apply-templates select="$abstract[normalize-space()][1]" mode="lead"/>
  <xsl:if test="not($abstract[normalize-space()])">
    <xsl:apply-templates select="($content/* | $content/*[local-name() = 'block']/*)[@lede = 'true' or @lead = 'true'][normalize-space()][1]" mode="lead"/>
  </xsl:if>
  <xsl:apply-templates select="*[local-name() = 'dateline'][normalize-space()][1]" mode="words"/>
  <xsl:apply-templates select="*[local-name() = 'byline'][normalize-space()][1]" mode="words"/>
  <xsl:apply-templates select="*[local-name() = 'distributor'][normalize-space()]" mode="publisher"/>
  <xsl:apply-templates select="*[local-name() = 'note'][normalize-space()]" mode="contact"/>
</xsl:template>

<xsl:template match="*" mode="title">
  <title xmlns="urn:gazette:release:1" why="meta"><xsl:apply-templates/></title>
</xsl:template>

<xsl:template match="*" mode="deck">
  <deck xmlns="urn:gazette:release:1" why="meta"><xsl:apply-templates/></deck>
</xsl:template>

<!-- lead: the paragraphs of an abstract, its bare words, or one paragraph. -->
<xsl:template match="*" mode="lead">
  <xsl:variable name="p" select="*[local-name() = 'p'][normalize-space()]"/>
  <lead xmlns="urn:gazette:release:1" why="meta">
    <xsl:apply-templates select="$p" mode="paragraph"/>
    <xsl:if test="not($p)">
      <p xmlns="http://www.w3.org/1999/xhtml"><xsl:apply-templates/></p>
    </xsl:if>
  </lead>
</xsl:template>

<!-- words: the words of an element, kept apart where elements keep them so. -->
<xsl:template match="*" mode="words">
  <xsl:variable name="words">
    <xsl:apply-templates select="node()" mode="word"/>
  </xsl:variable>
  <xsl:element name="{local-name()}" namespace="urn:gazette:release:1">
    <xsl:apply-templates select="*[local-name() = 'location']/*[local-name() = 'city'][normalize-space()][1]" mode="place"/>
    <xsl:attribute name="why">meta</xsl:attribute>
    <xsl:value-of select="normalize-space($words)"/>
  </xsl:element>
</xsl:template>

<xsl:template match="*" mode="place"/>

<xsl:template match="city | n:city" mode="place">
  <xsl:attribute name="place"><xsl:value-of select="normalize-space()"/></xsl:attribute>
</xsl:template>

<xsl:template match="*" mode="word">
  <xsl:text> </xsl:text>
  <xsl:apply-templates select="node()" mode="word"/>
  <xsl:text> </xsl:text>
</xsl:template>

<xsl:template match="text()" mode="word">
  <xsl:value-of select="."/>
</xsl:template>

<xsl:template match="*" mode="publisher">
  <publisher xmlns="urn:gazette:release:1" why="meta"><xsl:value-of select="normalize-space()"/></publisher>
</xsl:template>

<!-- contact: a note that readers may see; one for editors is none. -->
<xsl:template match="*" mode="contact">
  <contact xmlns="urn:gazette:release:1" why="meta">
    <raw><xsl:apply-templates select="node()" mode="line"/></raw>
  </contact>
</xsl:template>

<xsl:template match="*[@type = 'npa' or @noteclass = 'editorsnote']" mode="contact">
  <advisory xmlns="urn:gazette:release:1"><xsl:value-of select="normalize-space()"/></advisory>
</xsl:template>

<!-- A headnote, where there are notes at the end, is what stands above them. -->
<xsl:template match="*[@noteclass = 'hd' and key('note', 'end')]" mode="contact">
  <contact-title xmlns="urn:gazette:release:1"><xsl:value-of select="normalize-space()"/></contact-title>
</xsl:template>

<!-- line: the words of blocks as lines. -->
<xsl:template match="node()" mode="line">
  <xsl:apply-templates select="."/>
</xsl:template>

<xsl:template match="p | n:p | body.content | n:body.content | block | n:block" mode="line">
  <xsl:apply-templates select="node()" mode="line"/>
  <br/>
</xsl:template>

<!-- docdata: dates, status, and what editors tell each other. -->

<xsl:template match="*" mode="docdata">
  <xsl:variable name="release" select="*[local-name() = 'date.release'][number(substring(@norm, 1, 4)) &gt; 0]"/>
  <xsl:variable name="expire" select="*[local-name() = 'date.expire'][number(substring(@norm, 1, 4)) &gt; 0]"/>
  <xsl:apply-templates select="*[local-name() = 'date.issue'][number(substring(@norm, 1, 4)) &gt; 0]" mode="date"/>
  <xsl:apply-templates select="$release[1] | $expire[not($release)][1]" mode="embargo"/>
  <xsl:apply-templates select="$expire[$release][1]" mode="date"/>
  <xsl:if test="normalize-space(@management-status)">
    <status xmlns="urn:gazette:release:1"><xsl:value-of select="@management-status"/></status>
  </xsl:if>
  <xsl:apply-templates select="*[local-name() = 'ed-msg'][normalize-space(concat(@info, .))]" mode="advisory"/>
</xsl:template>

<xsl:template match="*" mode="date">
  <issued xmlns="urn:gazette:release:1" why="meta"><xsl:value-of select="@norm"/></issued>
</xsl:template>

<xsl:template match="*[local-name() = 'date.expire']" mode="date">
  <expires xmlns="urn:gazette:release:1" why="meta"><xsl:value-of select="@norm"/></expires>
</xsl:template>

<!-- embargo: date.release; an expiry without one is where some systems write
     their embargo, and what is published late is not published wrongly. -->
<xsl:template match="*" mode="embargo">
  <embargo xmlns="urn:gazette:release:1" why="meta"><xsl:value-of select="@norm"/></embargo>
</xsl:template>

<xsl:template match="*" mode="advisory">
  <advisory xmlns="urn:gazette:release:1"><xsl:value-of select="normalize-space(concat(@info, ' ', .))"/></advisory>
</xsl:template>

<xsl:template match="*" mode="subject">
  <xsl:variable name="words" select="normalize-space(concat(@key, substring(., 1, 1000 * not(normalize-space(@key)))))"/>
  <xsl:if test="$words">
    <subject xmlns="urn:gazette:release:1" why="meta"><xsl:value-of select="$words"/></subject>
  </xsl:if>
</xsl:template>

<!-- end: what stands after the text. -->
<xsl:template match="*" mode="end">
  <xsl:if test="normalize-space()">
    <boilerplate xmlns="urn:gazette:release:1" why="meta">
      <xsl:apply-templates mode="closing"/>
    </boilerplate>
  </xsl:if>
</xsl:template>

<xsl:template match="node()" mode="closing">
  <xsl:apply-templates select="."/>
</xsl:template>

<xsl:template match="tagline | n:tagline | bibliography | n:bibliography" mode="closing">
  <p><xsl:apply-templates/></p>
</xsl:template>

<!-- Blocks. -->

<!-- The first paragraph that is marked as the lead stands in the head, unless
     an abstract does. -->
<xsl:template match="p | n:p">
  <xsl:apply-templates select="." mode="paragraph"/>
</xsl:template>

<xsl:template match="p[@lede = 'true' or @lead = 'true'] |
                     n:p[@lede = 'true' or @lead = 'true']">
  <xsl:variable name="body" select="ancestor::*[local-name() = 'body'][1]"/>
  <xsl:variable name="content" select="$body/*[local-name() = 'body.content']"/>
  <xsl:variable name="first" select="($content/* | $content/*[local-name() = 'block']/*)[@lede = 'true' or @lead = 'true'][normalize-space()][1]"/>
  <xsl:if test="$body/*[local-name() = 'body.head']/*[local-name() = 'abstract'][normalize-space()] or not($body/*[local-name() = 'body.head']) or count(. | $first) != 1">
    <xsl:apply-templates select="." mode="paragraph"/>
  </xsl:if>
</xsl:template>

<xsl:template match="*" mode="paragraph">
  <p>
    <xsl:apply-templates select="@xml:lang | @dir"/>
    <xsl:apply-templates/>
  </p>
</xsl:template>

<xsl:template match="hl2 | n:hl2">
  <h2 g:why="meta"><xsl:apply-templates/></h2>
</xsl:template>

<xsl:template match="bq | n:bq">
  <blockquote><xsl:apply-templates mode="quote"/></blockquote>
</xsl:template>

<xsl:template match="node()" mode="quote">
  <xsl:apply-templates select="."/>
</xsl:template>

<xsl:template match="credit | n:credit" mode="quote">
  <p><xsl:apply-templates/></p>
</xsl:template>

<xsl:template match="ul | n:ul | ol | n:ol | li | n:li | dl | n:dl | dt | n:dt | dd | n:dd |
                     pre | n:pre | hr | n:hr | br | n:br | thead | n:thead | tbody | n:tbody |
                     tfoot | n:tfoot | tr | n:tr | caption | n:caption">
  <xsl:element name="{local-name()}" namespace="http://www.w3.org/1999/xhtml">
    <xsl:apply-templates select="@xml:lang | @dir"/>
    <xsl:apply-templates/>
  </xsl:element>
</xsl:template>

<xsl:template match="table | n:table">
  <table>
    <xsl:copy-of select="@summary"/>
    <xsl:apply-templates select="node()[not(self::tr | self::n:tr)]"/>
    <xsl:if test="tr | n:tr">
      <tbody><xsl:apply-templates select="tr | n:tr"/></tbody>
    </xsl:if>
  </table>
</xsl:template>

<xsl:template match="td | n:td | th | n:th">
  <xsl:element name="{local-name()}" namespace="http://www.w3.org/1999/xhtml">
    <xsl:apply-templates select="@colspan | @rowspan"/>
    <xsl:apply-templates/>
  </xsl:element>
</xsl:template>

<xsl:template match="@colspan | @rowspan">
  <xsl:if test=". = floor(.) and . &gt; 1 and . &lt; 1000">
    <xsl:attribute name="{local-name()}"><xsl:value-of select="number(.)"/></xsl:attribute>
  </xsl:if>
</xsl:template>

<xsl:template match="@xml:lang">
  <xsl:attribute name="lang"><xsl:value-of select="."/></xsl:attribute>
</xsl:template>

<xsl:template match="@dir">
  <xsl:if test=". = 'ltr' or . = 'rtl'"><xsl:copy/></xsl:if>
</xsl:template>

<!-- A note in the middle of a text: in brackets, where it stands. -->
<xsl:template match="fn | n:fn">
  <xsl:text> [</xsl:text>
  <xsl:apply-templates select="node()" mode="word"/>
  <xsl:text>]</xsl:text>
</xsl:template>

<!-- A picture may lie beside the document; films are only named.  Their words
     stay, and what is not shown is reported. -->
<xsl:template match="media | n:media">
  <xsl:variable name="words" select="*[local-name() = 'media-caption'] | *[local-name() = 'media-producer']"/>
  <xsl:variable name="picture" select="self::*[not(normalize-space(@media-type)) or @media-type = 'image'
      ]/*[local-name() = 'media-reference'][normalize-space(@source)]"/>
  <xsl:if test="normalize-space($words) or $picture">
    <figure>
      <xsl:apply-templates select="($picture[not(contains(@source, '://'))] | $picture[not($picture[
          not(contains(@source, '://'))])])[1]" mode="picture"/>
      <xsl:if test="normalize-space($words)">
        <figcaption><xsl:apply-templates select="$words" mode="caption"/></figcaption>
      </xsl:if>
    </figure>
  </xsl:if>
</xsl:template>

<xsl:template match="*" mode="picture">
  <img src="{normalize-space(@source)}">
    <xsl:if test="normalize-space(@alternate-text)">
      <xsl:attribute name="alt"><xsl:value-of select="normalize-space(@alternate-text)"/></xsl:attribute>
    </xsl:if>
  </img>
</xsl:template>

<xsl:template match="*" mode="caption">
  <xsl:apply-templates/>
  <xsl:text> </xsl:text>
</xsl:template>

<!-- Words. -->

<xsl:template match="a | n:a">
  <a>
    <xsl:copy-of select="@href"/>
    <xsl:apply-templates/>
  </a>
</xsl:template>

<xsl:template match="em | n:em | strong | n:strong | sub | n:sub | sup | n:sup | u | n:u">
  <xsl:element name="{local-name()}" namespace="http://www.w3.org/1999/xhtml">
    <xsl:apply-templates/>
  </xsl:element>
</xsl:template>

<!-- As others write what is strong, for want of an element. -->
<xsl:template match="em[@class = 'bold'] | n:em[@class = 'bold']" priority="1">
  <strong><xsl:apply-templates/></strong>
</xsl:template>

<xsl:template match="b | n:b | i | n:i">
  <xsl:element name="{substring('strongem', 1 + 6 * (local-name() = 'i'), 6)}" namespace="http://www.w3.org/1999/xhtml">
    <xsl:apply-templates/>
  </xsl:element>
</xsl:template>

<xsl:template match="lang | n:lang">
  <span>
    <xsl:attribute name="lang">
      <xsl:value-of select="concat(@iso639, @lang, @xml:lang)"/>
    </xsl:attribute>
    <xsl:apply-templates/>
  </span>
</xsl:template>

<!-- HTML inside: its own names; the finish knows what may stay. -->
<xsl:template match="h:*">
  <xsl:element name="{local-name()}" namespace="http://www.w3.org/1999/xhtml">
    <xsl:copy-of select="@href | @lang"/>
    <xsl:apply-templates select="@colspan | @rowspan"/>
    <xsl:apply-templates/>
  </xsl:element>
</xsl:template>

<!-- What is only about the text, and what runs, gives no words. -->
<xsl:template match="nitf-table-metadata | n:nitf-table-metadata | nitf-colgroup |
                     n:nitf-colgroup | nitf-col | n:nitf-col | col | n:col | colgroup |
                     n:colgroup | script | n:script | style | n:style | template | n:template |
                     applet | n:applet | object | n:object | iframe | n:iframe |
                     h:script | h:style | h:template | h:object | h:iframe | h:img | h:svg"/>

<!-- Everything else gives its words. -->
<xsl:template match="*">
  <xsl:apply-templates/>
</xsl:template>

<xsl:template match="comment() | processing-instruction()"/>

<!-- report: pictures that did not come along, elements that nobody knows. -->

<xsl:template match="text()" mode="report"/>

<xsl:template match="abbr | n:abbr | acronym | n:acronym | alt-code | n:alt-code | byttl |
                     n:byttl | chron | n:chron | city | n:city | classifier | n:classifier |
                     copyrite | n:copyrite | copyrite.holder | n:copyrite.holder |
                     copyrite.year | n:copyrite.year | country | n:country | county |
                     n:county | credit | n:credit | denom | n:denom | distributor |
                     n:distributor | event | n:event | frac | n:frac | frac-num | n:frac-num |
                     frac-sep | n:frac-sep | function | n:function | location | n:location |
                     money | n:money | name.family | n:name.family | name.given |
                     n:name.given | num | n:num | object.title | n:object.title | org | n:org |
                     person | n:person | postaddr | n:postaddr | pronounce | n:pronounce | q |
                     n:q | region | n:region | rights | n:rights | state | n:state |
                     story.date | n:story.date | sublocation | n:sublocation | time | n:time |
                     virtloc | n:virtloc | addressee | n:addressee | delivery.point |
                     n:delivery.point | postcode | n:postcode | delivery.office |
                     n:delivery.office | care.of | n:care.of | bibliography | n:bibliography |
                     tagline | n:tagline | series | n:series | block | n:block | body.content |
                     n:body.content | bq | n:bq | dd | n:dd | dl | n:dl | dt | n:dt | em |
                     n:em | fn | n:fn | hl2 | n:hl2 | hr | n:hr | br | n:br | li | n:li |
                     media | n:media | media-caption | n:media-caption | media-producer |
                     n:media-producer | media-reference | n:media-reference | media-metadata |
                     n:media-metadata | media-object | n:media-object | nitf-table |
                     n:nitf-table | nitf-table-metadata | n:nitf-table-metadata | nitf-col |
                     n:nitf-col | nitf-colgroup | n:nitf-colgroup | note | n:note | ol | n:ol |
                     p | n:p | pre | n:pre | strong | n:strong | sub | n:sub | sup | n:sup |
                     table | n:table | caption | n:caption | col | n:col | colgroup |
                     n:colgroup | thead | n:thead | tbody | n:tbody | tfoot | n:tfoot | tr |
                     n:tr | th | n:th | td | n:td | ul | n:ul | a | n:a | lang | n:lang |
                     content | n:content | custom-table | n:custom-table | datasource |
                     n:datasource | u | n:u | i | n:i | b | n:b |
                     h:*" mode="report">
  <xsl:apply-templates select="*" mode="report"/>
</xsl:template>

<xsl:template match="*" mode="report">
  <message xmlns="urn:gazette:release:1" code="unknown-element" severity="info" quote="{local-name()}"/>
  <xsl:apply-templates select="*" mode="report"/>
</xsl:template>

<!-- What is shown, or is missing, the finish knows. -->
<xsl:template match="media | n:media" mode="report" priority="1">
  <xsl:if test="normalize-space(@media-type) and @media-type != 'image'
      or not(*[local-name() = 'media-reference'][normalize-space(@source)])">
    <message xmlns="urn:gazette:release:1" code="picture-missing" severity="warn" quote="{normalize-space(*[local-name() = 'media-caption'])}"/>
  </xsl:if>
</xsl:template>

<xsl:template match="script | n:script | style | n:style | template | n:template | applet |
                     n:applet | object | n:object | iframe | n:iframe" mode="report"/>

</xsl:stylesheet>
